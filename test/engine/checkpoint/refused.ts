import assert from 'node:assert/strict';
import { EngineError, type ErrorCode } from '../../../src/engine/api/errors.ts';

/** Asserts that `action` fails with this code, and with at least these details. */
export async function refused(action: () => Promise<unknown>, code: ErrorCode, details: object = {}): Promise<void> {
  await assert.rejects(action, (error) => {
    assert.ok(error instanceof EngineError, `not an engine error: ${String(error)}`);
    assert.equal(error.code, code, error.message);
    const actual: object = error.details ?? {};
    assert.deepEqual(actual, { ...actual, ...details });
    assert.doesNotMatch(error.message, /undefined|\[object/);
    return true;
  });
}
