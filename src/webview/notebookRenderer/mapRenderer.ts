import { damaged, outputRenderer, type RendererContext } from '../outputs/outputKind.ts';
import { element } from '../shared/element.ts';
import { t } from '../shared/localise.ts';
import { numberText } from '../shared/numberText.ts';
import { answerStyle } from './answerStyle.ts';
import { MapFigure, type FigurePicture } from './mapFigure.ts';
import { readMapOutput, type KeptPicture, type MapOutput } from './mapOutput.ts';
import { methodLimits, methodNames } from './mapSentences.ts';

/** Called by the notebook once; draws every output of the kind *map*. */
export const activate = (context: RendererContext) =>
  outputRenderer<MapOutput>({ style: answerStyle, read: readMapOutput, draw }, context);

/** The pictures follow when they are decoded. */
function draw(output: MapOutput): HTMLElement {
  const figure = element('div', {});
  const made = mapElement(output, figure);
  Promise.all(output.pictures.map(decode)).then(
    (pictures) => figure.replaceChildren(figureOf(output, pictures)),
    // A picture that cannot be decoded was changed in the file.
    () => made.replaceChildren(damaged()),
  );
  return made;
}

async function decode({ path, grid, png }: KeptPicture): Promise<FigurePicture> {
  const image = new Image();
  // `decode()` waits for the page to be painted, which one that is scrolled away is not.
  await new Promise((resolve, reject) => {
    image.onload = resolve;
    image.onerror = reject;
    image.src = `data:image/png;base64,${png}`;
  });
  const pixels = document.createElement('canvas');
  [pixels.width, pixels.height] = [image.naturalWidth, image.naturalHeight];
  pixels.getContext('2d')?.drawImage(image, 0, 0);
  return { path, grid, pixels };
}

function mapElement({ word, map, trained, provenance }: MapOutput, figure: HTMLElement): HTMLElement {
  const made = element('div', { className: 'hovle-answer hovle-map' });
  if (!trained) made.append(element('p', { className: 'untrained', text: untrained() }));
  made.append(element('p', { className: 'words', text: `${word} · ${methodNames[map.method]()}` }));
  if (map.probability !== undefined) {
    const likely = numberText(map.probability * 100, 1);
    const text = t('The model would say it with a probability of {0} %.', likely);
    made.append(element('p', { className: 'note', text }));
  }
  made.append(figure, element('p', { className: 'note', text: methodLimits[map.method]() }));
  made.append(element('p', { className: 'provenance', text: provenance }));
  return made;
}

function figureOf({ word, map }: MapOutput, pictures: readonly FigurePicture[]): HTMLElement {
  const figure = new MapFigure(pictures);
  figure.show(word, map);
  return figure.element;
}

const untrained = () => t('⚠ Untrained model: this map comes from random numbers and means nothing.');
