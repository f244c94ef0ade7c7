import assert from 'node:assert/strict';
import { test } from 'node:test';
import { packError } from '../../../src/engine/api/errorOnWire.ts';
import { EngineError } from '../../../src/engine/api/errors.ts';
import { remark } from '../../../src/engine/api/remarks.ts';

test('a remark is plain data that carries its English sentence', () => {
  const said = remark('trial/no-answer', { seconds: 120 });
  assert.deepEqual(structuredClone(said), {
    code: 'trial/no-answer',
    details: { seconds: 120 },
    message: 'It gave no answer within 120 seconds.',
  });
});

test('a remark made of others says theirs too', () => {
  const about = remark('presence/foreign', { platform: 'linux', architecture: 'x64' });
  const reasons = [remark('auto/passed-over', { device: 'webgpu', about })];
  assert.equal(
    remark('auto/processor', { reasons }).message,
    'No graphics processor is used. webgpu: ONNX Runtime does not have it for linux on x64.',
  );
  const error = packError(new EngineError('device/failed', { device: 'cuda', reason: 'its memory does not suffice' }));
  assert.match(
    remark('auto/gave-up', { device: 'cuda', error }).message,
    /^cuda was tried and given up for the processor\. The model could not be computed on cuda: its memory/,
  );
});
