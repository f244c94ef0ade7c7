import { element } from '../../shared/element.ts';
import { t } from '../../shared/localise.ts';
import type { OutputTools } from '../outputKind.ts';
import { layerTable } from './layerTable.ts';
import { withPixels } from './pixels.ts';
import type { KeptSpace } from './readEmbedding.ts';
import { SpaceView } from './spaceView.ts';

/** Patches and words as points, walked through the layers, with the pictures beside them. */
export function drawEmbedding(value: KeptSpace, tools: OutputTools<KeptSpace>): HTMLElement {
  const { survey } = value;
  const { post } = tools;
  const space = element('div', { className: 'space' });
  const patches = survey.tokens.holistic.filter(({ kind }) => kind === 'patch').length;
  const count = survey.tokens.holistic.length;
  const shown = element('div', { className: 'hovle-output hovle-embedding' });
  if (!survey.trained) shown.append(element('p', { className: 'untrained', text: untrained() }));
  if (count === 0) {
    shown.append(element('p', { text: t('There is nothing to see: no patch and no word.') }));
    return shown;
  }
  shown.append(
    element('p', { text: t('{0} patches and {1} pieces of text in one space.', patches, count - patches) }),
    space,
  );
  void fill(space, value, tools);
  shown.append(layerTable(value));
  const files = value.addresses.filter((address) => !/^(data|attachment):/i.test(address));
  if (post && files.length === survey.pictures.length && files.length > 0)
    shown.append(
      exploreButton(() => post({ kind: 'explore', images: files, words: value.words, model: modelOf(value) })),
    );
  shown.append(note([survey.model, survey.precision, survey.device].filter((part) => part !== '').join(' · ')));
  return shown;
}

/** The pictures are decoded first: points take their colours from them. */
async function fill(place: HTMLElement, value: KeptSpace, { kept, onClose }: OutputTools<KeptSpace>): Promise<void> {
  const closing = new AbortController();
  onClose(() => closing.abort());
  const pictures = await Promise.all(value.survey.pictures.map((view, index) => withPixels(view, value.pngs[index])));
  // A view of an output that is gone would never be closed.
  if (closing.signal.aborted) return;
  const view = new SpaceView({ ...value.survey, pictures }, kept);
  onClose(() => view.close());
  place.replaceChildren(...view.elements);
}

function exploreButton(onPress: () => void): HTMLElement {
  const button = element('button', { text: t('Open in the Embedding Explorer'), attributes: { type: 'button' } });
  button.addEventListener('click', onPress);
  return element('p', {}, button);
}

const modelOf = ({ named, survey }: KeptSpace): string => named || survey.model;
const note = (text: string): HTMLElement => element('p', { className: 'note', text });
const untrained = () => t('⚠ Untrained model: its numbers are random, and so is where points lie.');
