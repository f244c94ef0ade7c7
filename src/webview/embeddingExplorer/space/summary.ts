import { t } from '../../shared/localise.ts';
import { layerName } from './layerName.ts';
import type { Space } from './space.ts';

/** What is seen in the plot, in sentences. */
export function summaryOf({ survey, points, patches }: Space, layer: number, isWithoutCard: boolean): string {
  const broken = brokenRows(survey.layers[layer]?.projection ?? new Float32Array(0));
  const counted = t(
    '{0} patches (discs) and {1} pieces of text (diamonds) at {2}.',
    patches,
    points.length - patches,
    layerName(survey, layer),
  );
  return [
    counted,
    ...(broken > 0 ? [t('{0} vectors have values that are no numbers and cannot be shown.', broken)] : []),
    ...(survey.trained ? [] : [t('The model is untrained: these places come from random numbers.')]),
    ...(isWithoutCard ? [t('Drawn without a graphics card.')] : []),
  ].join(' ');
}

function brokenRows(projection_N3: Float32Array): number {
  let count = 0;
  for (let i = 0; i < projection_N3.length; i += 3) if (Number.isNaN(projection_N3[i])) count++;
  return count;
}
