import assert from 'node:assert/strict';
import type { ErrorCode } from '../../../../src/engine/api/errors.ts';
import { isEngineError } from '../../../../src/engine/api/errors.ts';
import type { Example, ExampleSource } from '../../../../src/engine/data/example.ts';

export const golden = 'test/golden/data';
export const red = [220, 30, 30] as const;

export const llava = (id: string, image: string | string[] | undefined, ...said: string[]) => ({
  id,
  ...(image !== undefined && { image }),
  conversations: said.map((value, at) => ({ from: at % 2 === 0 ? 'human' : 'gpt', value })),
});

export function firstPixel({ pictures }: Example): number[] {
  return [...pictures[0]!.rgb.subarray(0, 3)];
}

export async function readAll(source: ExampleSource): Promise<Example[]> {
  return Promise.all(Array.from({ length: source.length! }, (_, index) => source.read(index)));
}

/** What each record became: the code of its error, or its answers. */
export async function outcomes(source: ExampleSource): Promise<string[]> {
  const read = Array.from({ length: source.length! }, (_, index) =>
    source.read(index).then(
      ({ turns }) => turns.map(({ answer }) => answer).join('|'),
      (error: unknown) => (isEngineError(error) ? error.code : String(error)),
    ),
  );
  return Promise.all(read);
}

export function rejectsWith(code: ErrorCode, run: () => Promise<unknown>): Promise<void> {
  return assert.rejects(run, (error) => isEngineError(error) && error.code === code);
}
