import assert from 'node:assert/strict';
import { open, truncate } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import fc from 'fast-check';
import { openSafetensors } from '../../../src/engine/checkpoint/safetensorsFile.ts';
import { writeTensors } from '../../../src/engine/checkpoint/writeSafetensors.ts';
import { float32ToBfloat16 } from '../../../src/engine/tensor/float16.ts';
import type { HostTensor } from '../../../src/engine/tensor/hostTensor.ts';
import { refused } from './refused.ts';
import { claim, safetensorsBytes } from './safetensorsBytes.ts';
import { temporaryFolder } from './temporaryFolder.ts';

const rows = 7;
const columns = 5;
const values = Float32Array.from({ length: rows * columns }, (_, i) => (i % 2 ? -1 : 1) * 2 ** (i - 12));
const shape = [rows, columns];
const halves = Uint16Array.from({ length: rows * columns }, (_, i) => 0x3c00 + i);

const tensors = new Map<string, HostTensor>([
  ['double', { dtype: 'float64', shape, data: Float64Array.from(values, (value) => value + 2 ** -40) }],
  ['single', { dtype: 'float32', shape, data: values }],
  ['brain', { dtype: 'bfloat16', shape, data: float32ToBfloat16(values) }],
  ['half', { dtype: 'float16', shape, data: halves }],
  ['long', { dtype: 'int64', shape: [2], data: BigInt64Array.of(-1n, 2n ** 62n) }],
  ['int', { dtype: 'int32', shape: [1, 2], data: Int32Array.of(-5, 6) }],
  ['byte', { dtype: 'int8', shape: [3], data: Int8Array.of(-128, 0, 127) }],
  ['unsigned', { dtype: 'uint8', shape: [3], data: Uint8Array.of(0, 128, 255) }],
  ['flag', { dtype: 'bool', shape: [], data: Uint8Array.of(1) }],
  ['scalar', { dtype: 'float32', shape: [], data: Float32Array.of(0.5) }],
  ['nothing', { dtype: 'float16', shape: [0, 4], data: new Uint16Array(0) }],
]);

/** What each floating-point tensor holds, as float32. */
const asFloat32: Record<string, Float32Array> = {
  double: Float32Array.from(values, (value) => value + 2 ** -40),
  single: values,
  brain: values,
  half: Float32Array.from({ length: rows * columns }, (_, i) => 1 + i / 1024),
  scalar: Float32Array.of(0.5),
  nothing: new Float32Array(0),
};

test('tensors of every element type come back as they were written', async (t) => {
  const file = await written(t);
  for (const [name, tensor] of tensors) assert.deepEqual(await file.readTensor(name), tensor);
});

for (const [name, expected] of Object.entries(asFloat32)) {
  test(`${name} is read as float32`, async (t) => {
    assert.deepEqual(await (await written(t)).readFloat32(name), expected);
  });
}

test('some rows read as float32 are those rows of the whole', async (t) => {
  const file = await written(t);
  const range = fc.tuple(fc.nat(rows), fc.nat(rows)).map(([a, b]) => [Math.min(a, b), Math.max(a, b)] as const);
  await fc.assert(
    fc.asyncProperty(fc.constantFrom('double', 'single', 'brain', 'half'), range, async (name, [begin, end]) => {
      const expected = asFloat32[name]?.slice(begin * columns, end * columns);
      assert.deepEqual(await file.readFloat32(name, { rows: [begin, end] }), expected);
    }),
  );
});

test('values are read into the array that is given, and nowhere else', async (t) => {
  const file = await written(t);
  for (const name of ['single', 'brain']) {
    const buffer = new Float32Array(3 * columns).fill(9);
    const into = buffer.subarray(columns, 2 * columns);
    assert.equal(await file.readFloat32(name, { rows: [2, 3], into }), into);
    const expected = [
      ...Array<number>(columns).fill(9),
      ...values.slice(2 * columns, 3 * columns),
      ...Array<number>(columns).fill(9),
    ];
    assert.deepEqual([...buffer], expected);
  }
});

test('a range of bytes is that range of the stored bytes', async (t) => {
  const file = await written(t);
  const all = await file.readBytes('brain');
  assert.equal(all.length, 2 * rows * columns);
  assert.deepEqual(await file.readBytes('brain', 3, 9), all.slice(3, 9));
  assert.deepEqual(await file.readBytes('brain', 60), all.slice(60));
});

test('tensors larger than a reading step are converted whole', async (t) => {
  const path = join(await temporaryFolder(t), 'large.safetensors');
  const data = Uint16Array.from({ length: 1_200_001 }, (_, i) => 0x3f80 + (i % 100));
  await writeTensors(path, new Map([['x', { dtype: 'bfloat16', shape: [data.length], data }]]));
  const file = await openSafetensors(path);
  const read = await file.readFloat32('x');
  await file.close();
  assert.ok(read.every((value, i) => value === 1 + (i % 100) / 128));
});

test('a row beyond the first four gigabytes is read, and nothing of the rest', async (t) => {
  const path = join(await temporaryFolder(t), 'sparse.safetensors');
  const [count, width] = [3_000_000, 1024];
  const header = safetensorsBytes({ x: claim('BF16', [count, width], 0, 2 * count * width) });
  const handle = await open(path, 'w');
  await handle.write(header);
  await handle.write(new Uint16Array(width).fill(0x4040), 0, 2 * width, header.length + 2 * width * (count - 1));
  await handle.close();
  const file = await openSafetensors(path);
  const before = process.memoryUsage().rss;
  assert.ok((await file.readFloat32('x', { rows: [count - 1, count] })).every((value) => value === 3));
  assert.ok((await file.readFloat32('x', { rows: [count - 2, count - 1] })).every((value) => value === 0));
  assert.ok(process.memoryUsage().rss - before < 50e6);
  await file.close();
});

test('what a file does not have, or not as numbers, is refused by name', async (t) => {
  const file = await written(t);
  for (const method of ['readTensor', 'readFloat32', 'readBytes'] as const)
    await refused(() => file[method]('absent'), 'checkpoint/missing-tensor', { name: 'absent' });
  await refused(() => file.readFloat32('long'), 'checkpoint/not-floating', { name: 'long', dtype: 'int64' });
});

test('ranges outside a tensor and arrays of another size are mistakes of the caller', async (t) => {
  const file = await written(t);
  for (const range of [
    [-1, 2],
    [3, 2],
    [0, rows + 1],
    [NaN, 1],
  ] as const)
    await assert.rejects(file.readFloat32('single', { rows: range }), RangeError);
  await assert.rejects(file.readBytes('single', 0, 4 * rows * columns + 1), RangeError);
  await assert.rejects(file.readFloat32('single', { into: new Float32Array(3) }), RangeError);
});

test('a file cut short after it was opened is called truncated', async (t) => {
  const file = await written(t);
  await truncate(file.file.path, file.header.byteLength + 10);
  await refused(() => file.readFloat32('single'), 'checkpoint/truncated');
});

async function written(t: Parameters<typeof temporaryFolder>[0]) {
  const path = join(await temporaryFolder(t), 'tensors.safetensors');
  await writeTensors(path, tensors);
  const file = await openSafetensors(path);
  t.after(() => file.close());
  return file;
}
