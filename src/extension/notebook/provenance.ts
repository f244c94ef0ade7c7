import type { Answer } from '../../engine/api/answerApi.ts';
import { secondsOf, smallModel, tokenCount } from '../../webview/protocol.ts';
import { baseName } from '../baseName.ts';

/** One line: model, number format, device and speed; and a warning of the model that comes along. */
export function provenance({ model, precision, device, timings }: Answer): string {
  const name = baseName(model);
  const speed = `${tokenCount(timings.decodeTokens)} in ${secondsOf(timings.firstTokenMs + timings.decodeMs)}`;
  const warning = name === smallModel ? ['very small, guesses at pictures that are not drawn'] : [];
  return [name, precision, device, speed, ...warning].join(' · ');
}
