import { element } from '../shared/element.ts';
import { t } from '../shared/localise.ts';
import { numberText } from '../shared/numberText.ts';
import { answerStyle } from './answerStyle.ts';
import { MapFigure, type FigurePicture } from './mapFigure.ts';
import { readMapOutput, type KeptPicture, type MapOutput, type ReadMapOutput } from './mapOutput.ts';
import { methodLimits, methodNames } from './mapSentences.ts';

/** Called by the notebook once; draws every output of the kind *map*. */
export function activate() {
  const style = document.createElement('style');
  style.textContent = answerStyle;
  document.head.append(style);
  return {
    async renderOutputItem(item: { json(): unknown }, parent: HTMLElement): Promise<void> {
      const read = readItem(item);
      if ('problem' in read) {
        parent.textContent = sentences[read.problem];
        return;
      }
      const figure = element('div', {});
      parent.replaceChildren(mapElement(read, figure));
      const pictures = await Promise.all(read.pictures.map(decode)).catch(() => undefined);
      // A picture that cannot be decoded was changed in the file.
      if (!pictures) parent.textContent = sentences.damaged;
      else figure.replaceChildren(figureOf(read, pictures));
    },
    disposeOutputItem: (): void => undefined,
  };
}

function readItem(item: { json(): unknown }): ReadMapOutput {
  try {
    return readMapOutput(item.json());
  } catch {
    // What is no JSON was edited by hand.
    return { problem: 'damaged' };
  }
}

async function decode({ path, grid, png }: KeptPicture): Promise<FigurePicture> {
  const image = new Image();
  image.src = `data:image/png;base64,${png}`;
  await image.decode();
  const pixels = document.createElement('canvas');
  [pixels.width, pixels.height] = [image.naturalWidth, image.naturalHeight];
  pixels.getContext('2d')?.drawImage(image, 0, 0);
  return { path, grid, pixels };
}

function mapElement({ word, map, trained, provenance }: MapOutput, figure: HTMLElement): HTMLElement {
  const made = element('div', { className: 'hovle-answer hovle-map' });
  if (!trained) made.append(element('p', { className: 'untrained', text: untrained }));
  made.append(element('p', { className: 'words', text: `${word} · ${methodNames[map.method]}` }));
  if (map.probability !== undefined) {
    const likely = numberText(map.probability * 100, 1);
    const text = t('The model would say it with a probability of {0} %.', likely);
    made.append(element('p', { className: 'note', text }));
  }
  made.append(figure, element('p', { className: 'note', text: methodLimits[map.method] }));
  made.append(element('p', { className: 'provenance', text: provenance }));
  return made;
}

function figureOf({ word, map }: MapOutput, pictures: readonly FigurePicture[]): HTMLElement {
  const figure = new MapFigure(pictures);
  figure.show(word, map);
  return figure.element;
}

const untrained = t('⚠ Untrained model: this map comes from random numbers and means nothing.');

const sentences = {
  newer: t(
    'This map was written by a newer version of HoVLE. Update HoVLE to see it here; the notebook keeps it as a picture as well.',
  ),
  damaged: t('This map cannot be shown: its data was changed or is incomplete. Run the cell again.'),
};
