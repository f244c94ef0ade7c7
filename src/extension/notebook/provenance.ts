import type { Answer } from '../../engine/api/answerApi.ts';
import { secondsOf, tokenCount, wordTokens } from '../../webview/protocol.ts';
import { baseName } from '../baseName.ts';
import { localise } from '../localise.ts';

/** One line: model, number format, device and speed; and a warning of a very small one. */
export function provenance({ model, precision, device, finish, timings, small }: Answer): string {
  const name = baseName(model);
  const speed = localise(
    '{0} in {1}',
    tokenCount(wordTokens(timings.decodeTokens, finish), localise),
    secondsOf(timings.firstTokenMs + timings.decodeMs),
  );
  const warning = small ? [localise('very small, often wrong')] : [];
  return [name, precision, device, speed, ...warning].join(' · ');
}
