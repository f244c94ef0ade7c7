import type { MapProgress, MapView } from '../../engine/api/mapApi.ts';
import { localise } from '../localise.ts';
import { stageText } from './answerText.ts';

/** How far a map is, as one line. */
export function mapStageText(progress: MapProgress): string {
  if (progress.stage !== 'mapping') return stageText(progress);
  return localise('Going through the layers: {0} % …', Math.floor(progress.fraction * 100));
}

/** A view of a map whose values are the text of their bytes. */
export function viewMessage({ values, ...view }: MapView): Omit<MapView, 'values'> & { values: string } {
  return { ...view, values: base64(values) };
}

/** The bytes of an array as text. */
export function base64({ buffer, byteOffset, byteLength }: Uint8Array | Float32Array): string {
  return Buffer.from(buffer, byteOffset, byteLength).toString('base64');
}
