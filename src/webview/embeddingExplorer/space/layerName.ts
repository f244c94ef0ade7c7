import type { Survey } from '../../../engine/api/spaceApi.ts';
import { t } from '../../shared/localise.ts';

/** What a layer is, for a person. */
export function layerName(survey: Survey, layer: number): string {
  if (layer === 0) return t('Layer 0 · raw patches and words');
  const holistic = holisticLayers(survey);
  if (layer <= holistic) return t('Layer {0} · holistic {1} of {2}', layer, layer, holistic);
  return t('Layer {0} · language {1} of {2}', layer, layer - holistic, survey.layers.length - 1 - holistic);
}

/** Layers of the holistic module, what enters it not counted. */
export function holisticLayers({ layers }: Survey): number {
  return layers.filter(({ rows }) => rows === 'holistic').length - 1;
}
