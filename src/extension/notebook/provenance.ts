import type { Answer } from '../../engine/api/answerApi.ts';
import { baseName } from '../baseName.ts';

/** One line: model, number format, device and speed. */
export function provenance({ model, precision, device, timings }: Answer): string {
  const seconds = (timings.firstTokenMs + timings.decodeMs) / 1000;
  const speed = `${timings.decodeTokens} tokens in ${seconds.toFixed(1)} s`;
  return [baseName(model), precision, device, speed].join(' · ');
}
