import { defineControls } from '../../shared/controls.ts';
import { outputRenderer, type RendererContext } from '../outputKind.ts';
import { drawEmbedding } from './drawEmbedding.ts';
import { embeddingStyle } from './embeddingStyle.ts';
import { readEmbedding } from './readEmbedding.ts';

/** Called by the notebook once; draws every output of the kind *embedding*. */
export function activate(context: RendererContext) {
  defineControls();
  return outputRenderer({ style: embeddingStyle, read: readEmbedding, draw: drawEmbedding }, context);
}
