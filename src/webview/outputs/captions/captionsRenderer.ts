import { outputRenderer, type RendererContext } from '../outputKind.ts';
import { captionsStyle } from './captionsStyle.ts';
import { drawCaptions } from './drawCaptions.ts';
import { readCaptions } from './readCaptions.ts';

/** Called by the notebook once; draws every output of the kind *captions*. */
export function activate(context: RendererContext) {
  return outputRenderer({ style: captionsStyle, read: readCaptions, draw: drawCaptions }, context);
}
