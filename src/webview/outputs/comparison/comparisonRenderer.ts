import { outputRenderer, type RendererContext } from '../outputKind.ts';
import { comparisonStyle } from './comparisonStyle.ts';
import { drawComparison } from './drawComparison.ts';
import { readComparison } from './readComparison.ts';

/** Called by the notebook once; draws every output of the kind *comparison*. */
export function activate(context: RendererContext) {
  return outputRenderer({ style: comparisonStyle, read: readComparison, draw: drawComparison }, context);
}
