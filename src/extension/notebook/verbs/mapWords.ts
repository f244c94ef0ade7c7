import { mapMethods } from '../../../engine/api/choices.ts';
import type { WordMap } from '../../../engine/api/mapApi.ts';
import { baseName } from '../../baseName.ts';
import { localise } from '../../localise.ts';
import { jsonItem, markdownItem, untrainedMarkdown } from '../answerText.ts';
import { base64, mapStageText, viewMessage } from '../mapText.ts';
import type { OutputItem } from '../plainNotebook.ts';
import { plainText } from '../plainText.ts';
import type { CellVerb } from './cellVerb.ts';
import type { CellResult, CellWork, Following } from './cellWork.ts';

/** The mime type of a map as data, beside its picture and its Markdown. */
export const mapMime = 'application/vnd.hovle.map+json';

/** `%map`: where in the pictures of the cell a word lies or rests, as if it were the answer to the cell's question. */
export async function mapWords(
  work: CellWork,
  { signal, showStage }: Following,
  { word }: Extract<CellVerb, { kind: 'map' }>,
): Promise<CellResult> {
  const { folder } = await work.findModel(work.model);
  const turns = work.turns.map((turn) => ({ ...turn, text: turn.text.trim() === '' ? defaultQuestion : turn.text }));
  const { method = mapMethods[0] } = work;
  const request = { ...work.generation, model: folder, turns, answer: word, method, draw: true };
  const map = await work.map(request, { signal, onProgress: (progress) => showStage(mapStageText(progress)) });
  return { items: mapItems(word, map), isCancelled: false };
}

/** What a word is taken for an answer to where the cell asks nothing. */
const defaultQuestion = 'What is in the picture?';

/** The forms of a map: a sentence and a picture that any viewer shows, and data that a renderer draws. */
function mapItems(word: string, map: WordMap): OutputItem[] {
  const picture = map.drawn ? [{ mime: 'image/png', bytes: map.drawn.map }] : [];
  return [markdownItem(mapMarkdown(word, map)), ...picture, jsonItem(mapMime, mapFacts(word, map))];
}

function mapMarkdown(word: string, map: WordMap): string {
  const names = map.pictures.map(({ path }) => plainText(baseName(path))).join(', ');
  const sentence = localise(
    'Where “{0}” lies in {1}, by {2}: light where it is most.',
    plainText(word),
    names,
    map.method,
  );
  const percent = (map.probability * 100).toPrecision(2);
  const likely = localise('The model would say it with a probability of {0} %.', percent);
  const made = [baseName(map.model), map.precision, 'cpu'].join(' · ');
  return untrainedMarkdown([sentence, likely, `*${plainText(made)}*`].join('\n\n'), map.trained);
}

/** What is kept of a map in the notebook: nothing that names folders of this machine. */
function mapFacts(word: string, map: WordMap) {
  const { method, probability, patches, views, pictures, trained, precision, drawn } = map;
  return {
    ...{ version: 1, word, method, probability, model: baseName(map.model), precision, trained, patches },
    views: views.map(viewMessage),
    pictures: pictures.map(({ path, width, height, grid, tiles }, i) => {
      const png = drawn?.pictures[i];
      return { path: baseName(path), width, height, grid, tiles, ...(png && { png: base64(png) }) };
    }),
  };
}
