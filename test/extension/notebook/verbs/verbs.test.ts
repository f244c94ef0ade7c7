import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Answer, AskRequest } from '../../../../src/engine/api/answerApi.ts';
import type { EmbeddedToken, Survey, SurveyRequest } from '../../../../src/engine/api/spaceApi.ts';
import { EngineError } from '../../../../src/engine/api/errors.ts';
import type { CellVerb } from '../../../../src/extension/notebook/verbs/cellVerb.ts';
import type { CellResult, CellWork } from '../../../../src/extension/notebook/verbs/cellWork.ts';
import { doCell } from '../../../../src/extension/notebook/verbs/verbs.ts';
import type { OutputItem } from '../../../../src/extension/notebook/plainNotebook.ts';
import { answer } from '../answers.ts';

const json = (schema: string): CellVerb => ({ kind: 'json', schema });
const integer = '{"type": "integer"}';

describe('a plain cell', () => {
  test('is one answer, as Markdown and as data', async () => {
    const { result, asked } = await run(undefined, ['A cat.']);
    assert.deepEqual([asked.length, types(result)], [1, ['text/markdown', 'application/vnd.hovle.answer+json']]);
  });
});

describe('%json', () => {
  test('the engine is asked to keep to the schema, and the answer is laid out', async () => {
    const { result, asked } = await run(json('{"type": "object"}'), ['{"a":1}']);
    assert.match(markdown(result), /^```json\n\{\n {2}"a": 1\n\}\n```\n\n\*hovle-nano/);
    assert.equal(asked[0]?.schema, '{"type":"object"}');
    assert.match(asked[0].turns.at(-1)?.text ?? '', /^What\?\n\nAnswer with nothing but JSON that fits .*"object"/);
  });

  test('without a schema any JSON will do', async () => {
    const { asked } = await run(json(''), ['7']);
    assert.equal(asked[0]?.schema, '{}');
  });

  test('a schema that the engine refuses is its sentence', async () => {
    const refused = new EngineError('schema/unsupported', { what: 'the keyword not', place: '#/a' });
    await assert.rejects(run(json(integer), [refused]), /the keyword not, in #\/a/);
  });

  test('JSON that was cut says so, unless it is whole all the same', async () => {
    await assert.rejects(run(json(''), [{ text: '{"a": [1', finish: 'length' }]), /cut after 2 tokens.*%max_tokens/);
    const { result } = await run(json(integer), [{ text: '12', finish: 'length' }]);
    assert.match(markdown(result), /^```json\n12\n```/);
  });

  test('an answer that was stopped stays as it is', async () => {
    const { result } = await run(json(integer), [{ text: 'ma', finish: 'cancelled' }]);
    assert.ok(result.isCancelled);
    assert.match(markdown(result), /^ma\n/);
  });

  test('a schema may lie in a file', async () => {
    const { result } = await run(json('schema.json'), ['7'], { readText: async () => integer });
    assert.match(markdown(result), /7/);
    await assert.rejects(
      run(json('schema.json'), [], { readText: async () => 'no' }),
      /schema\.json is no JSON schema/,
    );
  });

  test('an untrained model is marked', async () => {
    const { result } = await run(json(''), [{ text: '7', trained: false }]);
    assert.match(markdown(result), /^> ⚠ \*\*Untrained model:\*\*/);
  });
});

describe('%compare', () => {
  const compare: CellVerb = { kind: 'compare', models: ['a', 'b'] };

  test('asks every model the same and shows each answer under its name', async () => {
    const { result, asked } = await run(compare, ['One.', 'Two.']);
    assert.deepEqual(
      asked.map(({ model }) => model),
      ['/models/a', '/models/b'],
    );
    assert.deepEqual(asked[0]?.turns, asked[1]?.turns);
    assert.match(markdown(result), /^### a\n\nOne\.\n\n\*.*\*\n\n### b\n\nTwo\./);
  });

  test('a model that fails has the reason under its name, and the next is asked', async () => {
    const { result } = await run(compare, [new EngineError('prompt/empty', undefined), 'Two.']);
    assert.match(markdown(result), /^### a\n\n\*\*No answer\.\*\* There is nothing to answer.*\n\n### b\n\nTwo\./);
  });

  test('while models answer, the output says who is done, who answers and who waits', async () => {
    const { shown } = await run(compare, ['One.', 'Two.']);
    const states = shown.map((items) =>
      (dataOf(items) as { answers: { state?: string }[] }).answers.map(({ state }) => state),
    );
    assert.deepEqual(states, [
      ['running', 'waiting'],
      [undefined, 'running'],
    ]);
  });

  test('a model keeps the name it was called by, whatever its folder is called', async () => {
    const { result } = await run(compare, ['One.', 'Two.']);
    assert.deepEqual(
      (dataOf(result.items) as { answers: { name: string }[] }).answers.map(({ name }) => name),
      ['a', 'b'],
    );
  });

  test('stopping ends it with what there is', async () => {
    const { result, asked } = await run(compare, [{ text: 'On', finish: 'cancelled' }, 'Two.']);
    assert.deepEqual([asked.length, result.isCancelled], [1, true]);
  });

  test('an unknown model is told before any is asked', async () => {
    await assert.rejects(run({ kind: 'compare', models: ['a', 'missing'] }, ['One.']), /missing/);
  });
});

describe('%each', () => {
  const each: CellVerb = { kind: 'each' };
  const [a, b] = [{ path: '/p/a.png' }, { bytes: Uint8Array.of(1), name: 'b.png' }];
  const turns = [{ role: 'user' as const, text: '<image> and <image>\n\nWhat?', images: [a, b] }];

  test('asks the same of each picture, and shows each answer under its name', async () => {
    const { result, asked } = await run(each, ['One.', 'Two.'], {}, turns);
    assert.deepEqual(
      asked.map(({ model, turns: own }) => [model, own]),
      [a, b].map((image) => ['/models/nano', [{ role: 'user', text: 'and \n\nWhat?', images: [image] }]]),
    );
    assert.match(markdown(result), /^### a\\?\.png\n\nOne\.\n\n\*hovle-nano.*\*\n\n### b\\?\.png\n\nTwo\./);
    assert.equal((dataOf(result.items) as { of: string }).of, 'pictures');
  });

  test('a picture that fails has the reason under its name, and the next is asked about', async () => {
    const { result } = await run(each, [new EngineError('image/empty', { image: 'a.png' }), 'Two.'], {}, turns);
    assert.match(markdown(result), /\*\*No answer\.\*\* a.*is empty[^]*Two\./);
  });

  test('without a picture there is nothing to ask about', async () => {
    await assert.rejects(run(each, []), /this cell has none/);
  });
});

describe('%caption', () => {
  const caption: CellVerb = { kind: 'caption', glob: '*.png', file: 'out.csv' };

  test('asks about every picture, writes a table and the file', async () => {
    const written: string[] = [];
    const reserve = async (path: string) => async (text: string) => void written.push(path, text);
    const { result, asked } = await run(caption, ['A cat.', 'A dog.'], { reserve });
    assert.deepEqual(
      asked.map(({ turns }) => turns.at(-1)?.images),
      [[{ path: '/p/a.png' }], [{ path: '/p/b.png' }]],
    );
    assert.match(markdown(result), /\| a\.png \| A cat\. \|\n\| b\.png \| A dog\. \|\n\n\*Written to out\.csv\.\*/);
    assert.match(markdown(result), /24 tokens in 3\.0 s/);
    assert.deepEqual(written, ['out.csv', 'file,caption\na.png,A cat.\nb.png,A dog.\n']);
  });

  test('a file that may not be written is told before any picture is looked at', async () => {
    const reserve = () => Promise.reject(new Error('out.csv stays.'));
    await assert.rejects(run(caption, [], { reserve }), /out\.csv stays/);
  });

  test('a picture that fails has the reason in its row', async () => {
    const { result } = await run(caption, [new EngineError('image/missing', { image: '/p/a.png' }), 'A dog.']);
    assert.match(
      markdown(result),
      /\| a\.png \| \*\*No caption\.\*\* a\.png does not exist.*\|\n\| b\.png \| A dog\. \|/,
    );
  });

  test('stopping keeps the rows and writes no file', async () => {
    const reserve = async () => () => assert.fail('Nothing is written.');
    const stopped = new EngineError('request/cancelled', undefined);
    const { result } = await run(caption, ['A cat.', stopped], { reserve });
    assert.ok(result.isCancelled);
    assert.match(markdown(result), /\| a\.png \| A cat\. \|\n\n\*Stopped\.\*/);
  });

  test('a picture in the cell is a mistake', async () => {
    const turns = [{ role: 'user' as const, text: 'What?', images: [{ path: 'x.png' }] }];
    await assert.rejects(run(caption, [], {}, turns), /takes its pictures from the pattern/);
  });
});

describe('%embed', () => {
  const turns = [{ role: 'user' as const, text: 'red cat', images: [{ path: '/p/a.png' }] }];
  const embed = (words: string) => run({ kind: 'embed', words }, [], {}, turns);

  test('gives a table, a picture and the points, and names no folder', async () => {
    const { result } = await embed('dog');
    assert.deepEqual(types(result), ['text/markdown', 'image/png', 'application/vnd.hovle.embedding+json']);
    assert.match(
      markdown(result),
      /^1 patches and 1 pieces of text.*layers 0, in rows[^]*\| 0 \| 75 % \| 0\.50 \| – \| – \|/,
    );
    const facts = dataOf(result.items) as Record<string, unknown>;
    assert.deepEqual([facts['words'], facts['addresses'], facts['model']], ['dog', ['a.png'], 'nano']);
    assert.doesNotMatch(JSON.stringify(facts), /\/p\//);
  });

  test('without words of its own it takes those of the cell', async () => {
    const { result } = await embed('');
    assert.equal((dataOf(result.items) as { words: string }).words, 'red cat');
  });

  test('points are kept to a 32,767th of the widest, and what is no number stays none', async () => {
    const { result } = await embed('dog');
    const [layer] = (dataOf(result.items) as { layers: { scale: number; points: string }[] }).layers;
    const bytes = Buffer.from(layer?.points ?? '', 'base64');
    assert.deepEqual(
      [0, 1, 2, 3].map((i) => bytes.readInt16LE(2 * i)),
      [32_767, -32_767, -32_768, 0],
    );
    assert.equal(layer?.scale, 2 / 32_767);
  });
});

/** What an engine would make of one patch and one word. */
function surveyed({ model, device }: SurveyRequest): Survey {
  assert.deepEqual([model, device], ['/models/nano', 'cpu']);
  const tokens: EmbeddedToken[] = [
    { kind: 'patch', image: 0, tile: 0, row: 0, column: 0, thumbnail: false },
    { kind: 'text', id: 5, piece: '▁dog' },
  ];
  const png = Uint8Array.of(0x89);
  const picture = { path: '/p/a.png', width: 2, height: 2, grid: [1, 1] as [number, number], tiles: 1 };
  return {
    ...{
      width: 4,
      tokens: { holistic: tokens, language: tokens },
      model,
      trained: true,
      device: 'cpu',
      precision: 'fp32',
    },
    layers: [
      {
        ...{ rows: 'holistic', explained: [0.5, 0.25, 0], numbers: { modalityGap: 0.5 }, offsetBytes: 0 },
        projection: Float32Array.from([2, -2, 0, NaN, 0, 0]),
      },
    ],
    pictures: [{ ...picture, shownWidth: 1, shownHeight: 1, rgb: new Uint8Array(3) }],
    drawn: { plot: png, layers: [0], pictures: [png] },
  };
}

type Reply = string | Partial<Answer> | Error;

async function run(
  verb: CellVerb | undefined,
  replies: Reply[],
  files: Partial<CellWork['files']> = {},
  turns: CellWork['turns'] = [{ role: 'user', text: 'What?', images: [] }],
): Promise<{ result: CellResult; asked: AskRequest[]; shown: OutputItem[][] }> {
  const asked: AskRequest[] = [];
  const ask = async (request: AskRequest) => {
    const reply = replies[asked.push(request) - 1];
    if (reply === undefined || reply instanceof Error) throw reply ?? new Error('Nothing more was to be asked.');
    return answer(typeof reply === 'string' ? { text: reply } : reply);
  };
  const work: CellWork = {
    ...{ turns, generation: { device: 'cpu', maxTokens: 5 }, model: undefined, method: undefined, findModel, ask },
    map: () => assert.fail('No map is made.'),
    ...{
      survey: async (request) => surveyed(request),
      addresses: ['a.png'],
      names: ['a.png', 'b.png'],
      files: { ...noFiles, ...files },
    },
    training: noTraining,
  };
  const shown: OutputItem[][] = [];
  const showItems = (items: OutputItem[]) => void shown.push(items);
  const nothing = () => {};
  const following = { showWords: nothing, showStage: nothing, showItems, release: nothing };
  const { signal } = new AbortController();
  return { result: await doCell(verb, work, { ...following, signal }), asked, shown };
}

async function findModel(name = 'nano') {
  if (name === 'missing') throw new Error('missing');
  return { name, folder: `/models/${name}`, trained: true };
}

const noFiles: CellWork['files'] = {
  readText: () => assert.fail('No file is read.'),
  findPictures: async () => ['a.png', 'b.png'].map((name) => ({ name, source: { path: `/p/${name}` } })),
  reserve: async () => async () => {},
};

const noTraining: CellWork['training'] = {
  train: () => assert.fail('Nothing is trained.'),
  evaluate: () => assert.fail('Nothing is measured.'),
};

const types = ({ items }: CellResult) => items.map(({ mime }) => mime);
const markdown = ({ items }: CellResult) => new TextDecoder().decode(items[0]?.bytes);

/** What a verb wrote as data; each test knows its form. */
function dataOf(items: readonly OutputItem[]): unknown {
  return JSON.parse(new TextDecoder().decode(items.at(-1)?.bytes));
}
