import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { MapRequest, WordMap } from '../../../../src/engine/api/mapApi.ts';
import type { CellWork } from '../../../../src/extension/notebook/verbs/cellWork.ts';
import { mapMime } from '../../../../src/extension/notebook/verbs/mapWords.ts';
import { doCell } from '../../../../src/extension/notebook/verbs/verbs.ts';
import { readMapOutput } from '../../../../src/webview/notebookRenderer/mapOutput.ts';

const patch = { kind: 'patch', image: 0, tile: 0, row: 0, column: 0, thumbnail: false } as const;
const picture = { path: '/home/me/cat.png', width: 2, height: 2, grid: [1, 1] as [number, number], tiles: 1 };
const made: WordMap = {
  ...{
    method: 'gradient',
    probability: 0.25,
    patches: [patch],
    model: '/models/nano',
    trained: false,
    precision: 'fp32',
  },
  views: [{ kind: 'gradient', values: Float32Array.of(1.5) }],
  pictures: [{ ...picture, shownWidth: 1, shownHeight: 1, rgb: new Uint8Array(3) }],
  drawn: { map: Uint8Array.of(1, 2), pictures: [Uint8Array.of(3)] },
};

const refuse = () => assert.fail('Nothing else is to be done.');

async function run(more: Partial<CellWork> = {}) {
  const asked: MapRequest[] = [];
  const stages: string[] = [];
  const work: CellWork = {
    ...{
      turns: [{ role: 'user', text: '', images: [] }],
      generation: { maxTiles: 2 },
      model: undefined,
      method: 'gradient',
    },
    findModel: async () => ({ name: 'nano', folder: '/models/nano', trained: false }),
    ask: () => assert.fail('Nothing is asked.'),
    map: async (request, options) => {
      asked.push(request);
      options?.onProgress?.({ kind: 'stage', stage: 'mapping', fraction: 0.505 });
      return made;
    },
    survey: refuse,
    addresses: [],
    names: [],
    files: { readText: refuse, findPictures: refuse, reserve: refuse },
    training: { train: refuse, evaluate: refuse },
    ...more,
  };
  const following = {
    ...{ signal: new AbortController().signal, showWords: refuse, showItems: refuse, release: refuse },
    showStage: (line: string) => void stages.push(line),
  };
  return { result: await doCell({ kind: 'map', word: 'a [cat]' }, work, following), asked, stages };
}

test('a map stays as a sentence, as a picture and as data that the renderer reads', async () => {
  const { result, asked, stages } = await run();
  assert.deepEqual(stages, ['Going through the layers: 50 % …']);
  assert.deepEqual(
    [asked[0]?.answer, asked[0]?.method, asked[0]?.draw, asked[0]?.maxTiles],
    ['a [cat]', 'gradient', true, 2],
  );
  const [markdown, png, data] = result.items;
  assert.deepEqual(
    [markdown, png, data].map((item) => item?.mime),
    ['text/markdown', 'image/png', mapMime],
  );
  const text = new TextDecoder().decode(markdown?.bytes);
  assert.match(text, /Untrained model[\s\S]*Where “a \\\[cat\\\]” lies in cat\\?\.png, by gradient[\s\S]*25 %/);
  assert.deepEqual(png?.bytes, Uint8Array.of(1, 2));
  const kept = new TextDecoder().decode(data?.bytes);
  assert.doesNotMatch(kept, /home|\/models/);
  const read = readMapOutput(JSON.parse(kept) as Record<string, unknown>);
  assert.ok(read);
  assert.deepEqual([read.word, [...read.map.views[0]!.values], read.pictures[0]?.png], ['a [cat]', [1.5], 'Aw==']);
});

test('the word is taken for the answer to the question of the cell, or to one that any picture has', async () => {
  const { asked } = await run();
  assert.equal(asked[0]?.turns[0]?.text, 'What is in the picture?');
  const own = await run({ turns: [{ role: 'user', text: 'Which animal?', images: [] }], method: undefined });
  assert.deepEqual([own.asked[0]?.turns[0]?.text, own.asked[0]?.method], ['Which animal?', 'gradient']);
});
