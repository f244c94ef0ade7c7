import type { Survey, SurveyProgress } from '../../../engine/api/spaceApi.ts';
import { baseName } from '../../baseName.ts';
import { localise } from '../../localise.ts';
import { jsonItem, markdownItem, stageText, untrainedMarkdown } from '../answerText.ts';
import type { OutputItem } from '../plainNotebook.ts';
import { plainText } from '../plainText.ts';
import type { CellVerb } from './cellVerb.ts';
import type { CellResult, CellWork, Following } from './cellWork.ts';
import { embeddingFacts, embeddingMime } from './embeddingFacts.ts';
import type { AskedSpace } from './embeddingFacts.ts';

/** `%embed`: the patches of the cell's pictures and words as points of one space, at every layer. */
export async function embedPictures(
  work: CellWork,
  { signal, showStage }: Following,
  wish: Extract<CellVerb, { kind: 'embed' }>,
): Promise<CellResult> {
  const { folder } = await work.findModel(work.model);
  const { images = [], text = '' } = work.turns.at(-1) ?? {};
  const words = wish.words || text.replaceAll('<image>', '').trim();
  const { device, precision, maxTiles } = work.generation;
  const options = { ...(device && { device }), ...(precision && { precision }), ...(maxTiles && { maxTiles }) };
  const survey = await work.survey(
    { model: folder, images, text: words, draw: true, ...options },
    { signal, onProgress: (progress) => showStage(surveyStage(progress)) },
  );
  const asked = { addresses: work.addresses, words, named: work.model };
  return { items: embeddingItems(survey, asked), isCancelled: false };
}

function surveyStage(progress: SurveyProgress): string {
  const percent = Math.floor(('fraction' in progress && progress.fraction ? progress.fraction : 0) * 100);
  if (progress.stage === 'layers') return localise('Computing all layers {0} % …', percent);
  if (progress.stage === 'projection') return localise('Looking at each layer {0} % …', percent);
  return stageText(progress);
}

/** The forms of a space: a table and a picture that any viewer shows, and data that a renderer draws. */
function embeddingItems(survey: Survey, asked: AskedSpace): OutputItem[] {
  const plot = survey.drawn ? [{ mime: 'image/png', bytes: survey.drawn.plot }] : [];
  const data = jsonItem(embeddingMime, embeddingFacts(survey, asked));
  if (data.bytes.length <= mostBytes) return [markdownItem(embeddingMarkdown(survey)), ...plot, data];
  return [markdownItem(`${embeddingMarkdown(survey)}\n\n${tooMany()}`), ...plot];
}

/** A notebook with more than a few of these would be slow to open. */
const mostBytes = 6_000_000;
const tooMany = () =>
  localise(
    'These are too many points to be kept in a notebook and walked through here. Take fewer pictures, or cut them into fewer tiles with %max_tiles; the Embedding Explorer shows all.',
  );

function embeddingMarkdown({ tokens, layers, drawn, model, precision, device, trained }: Survey): string {
  const patches = tokens.holistic.filter(({ kind }) => kind === 'patch').length;
  const count = localise('{0} patches and {1} pieces of text in one space.', patches, tokens.holistic.length - patches);
  const shown = drawn
    ? localise('The picture shows the layers {0}, in rows: dots are patches, rings are text.', drawn.layers.join(', '))
    : '';
  const rows = layers.map(({ explained, numbers }, layer) => {
    const percent = Math.round(100 * ((explained[0] ?? 0) + (explained[1] ?? 0)));
    const cells = [numbers.modalityGap, numbers.alignment, numbers.anisotropy].map((value) => value?.toFixed(2) ?? '–');
    return `| ${[layer, `${percent} %`, ...cells].join(' | ')} |`;
  });
  const titles = [
    ...[localise('Layer'), localise('Seen on two axes')],
    ...[localise('Modality gap'), localise('Alignment'), localise('Anisotropy')],
  ];
  const head = [`| ${titles.join(' | ')} |`, '| --- | --- | --- | --- | --- |'];
  const made = [baseName(model), precision, device].join(' · ');
  const parts = [`${count} ${shown}`.trim(), [...head, ...rows].join('\n'), `*${plainText(made)}*`];
  return untrainedMarkdown(parts.join('\n\n'), trained);
}
