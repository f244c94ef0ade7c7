import type { Answer } from '../../engine/api/answerApi.ts';
import { secondsOf, tokenCount } from '../../webview/protocol.ts';
import { baseName } from '../baseName.ts';

/** One line: model, number format, device and speed. */
export function provenance({ model, precision, device, timings }: Answer): string {
  const speed = `${tokenCount(timings.decodeTokens)} in ${secondsOf(timings.firstTokenMs + timings.decodeMs)}`;
  return [baseName(model), precision, device, speed].join(' · ');
}
