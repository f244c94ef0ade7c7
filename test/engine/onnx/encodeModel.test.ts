import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { encodeModel } from '../../../src/engine/onnx/encodeModel.ts';
import { linear } from '../../../src/engine/onnx/expressions.ts';
import { GraphBuilder } from '../../../src/engine/onnx/graphBuilder.ts';
import { DeviceSession } from '../../../src/engine/session/deviceSession.ts';
import { float32 } from '../../../src/engine/tensor/hostTensor.ts';

test('the runtime reads what is written: constants in the model, weights beside it', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'hovle-onnx-'));
  try {
    const g = new GraphBuilder('small');
    const x = g.input('x', 'float32', ['T', 2]);
    const bias = g.constant('bias', float32([3], Float32Array.of(10, 20, 30)));
    g.output('y', linear(g, x, g.parameter('w', [3, 2]), bias));
    const model = encodeModel(g.finish(), () => ({ file: 'w.bin', offset: 4096, length: 24 }));
    const weights = new Uint8Array(4096 + 24);
    new Float32Array(weights.buffer, 4096).set([1, 0, 0, 1, 2, -1]);
    await writeFile(join(folder, 'w.bin'), weights);
    await writeFile(join(folder, 'small.onnx'), model);
    const session = await DeviceSession.open(join(folder, 'small.onnx'), { device: 'cpu' });
    const { y } = await session.run({ x: float32([2, 2], Float32Array.of(1, 2, 3, 4)) }, ['y']);
    await session.close();
    assert.ok(y?.dtype === 'float32');
    assert.deepEqual(y.shape, [2, 3]);
    assert.deepEqual([...y.data], [11, 22, 30, 13, 24, 32]);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
