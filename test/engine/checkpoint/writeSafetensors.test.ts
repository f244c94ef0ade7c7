import assert from 'node:assert/strict';
import { chmod, readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import fc from 'fast-check';
import type { EngineError, ErrorCode } from '../../../src/engine/api/errors.ts';
import { openSafetensors } from '../../../src/engine/checkpoint/safetensorsFile.ts';
import { dtypeNames } from '../../../src/engine/checkpoint/safetensorsHeader.ts';
import {
  storedBytes,
  writeSafetensors,
  type Produce,
  type TensorEntry,
} from '../../../src/engine/checkpoint/writeSafetensors.ts';
import type { DType } from '../../../src/engine/tensor/dtype.ts';
import { failingDisk, type DiskStep } from './failingDisk.ts';
import { refused } from './refused.ts';
import { temporaryFolder } from './temporaryFolder.ts';
import { unprivileged } from './unprivileged.ts';

const entries: TensorEntry[] = [
  { name: 'first', dtype: 'float32', shape: [3, 4] },
  { name: 'second', dtype: 'bfloat16', shape: [5] },
];

/** Bytes 0, 1, 2, … of each tensor, at once. */
const counting: Produce = async (entry) => Uint8Array.from({ length: storedBytes(entry) }, (_, i) => i);

/** The same, seven bytes at a time. */
const inPieces: Produce = async function* (entry) {
  const bytes = await counting(entry);
  for (let i = 0; bytes instanceof Uint8Array && i < bytes.length; i += 7) yield bytes.subarray(i, i + 7);
};

test('what is written is read back: names, types, shapes, order, bytes and metadata', async (t) => {
  const folder = await temporaryFolder(t);
  const dtypes = Object.keys(dtypeNames) as DType[];
  const name = fc.string({ minLength: 1, unit: 'binary' }).filter((text) => text !== '__metadata__');
  const shape = fc.array(fc.nat(5), { maxLength: 3 });
  const entry = fc.record({ name, dtype: fc.constantFrom(...dtypes), shape }, { noNullPrototype: true });
  const law = async (list: TensorEntry[], metadata: Record<string, string>) => {
    const path = join(folder, 'law.safetensors');
    await writeSafetensors(path, list, counting, { metadata });
    const file = await openSafetensors(path);
    const stored = [...file.tensors.values()].map(({ name, dtype, shape }) => ({ name, dtype, shape }));
    // A tensor without bytes begins where its neighbour does, so only its own order is lost.
    const inOrder = (item: TensorEntry) => storedBytes(item) > 0;
    assert.deepEqual(stored.filter(inOrder), list.filter(inOrder));
    assert.deepEqual(new Set(stored.map(({ name }) => name)), new Set(list.map(({ name }) => name)));
    assert.deepEqual(new Map(file.header.metadata), new Map(Object.entries(metadata)));
    for (const item of list) assert.deepEqual(await file.readBytes(item.name), await counting(item));
    await file.close();
  };
  const list = fc.uniqueArray(entry, { selector: ({ name }) => name, maxLength: 6 });
  const metadata = fc.constantFrom<Record<string, string>>({}, { format: 'pt' }, { 'a "b"\n': '\u4e2d' });
  await fc.assert(fc.asyncProperty(list, metadata, law), { numRuns: 25 });
});

test('bytes produced in pieces make the same file as bytes produced at once', async (t) => {
  const folder = await temporaryFolder(t);
  await writeSafetensors(join(folder, 'a'), entries, counting);
  await writeSafetensors(join(folder, 'b'), entries, inPieces);
  const bytes = await readFile(join(folder, 'a'));
  assert.deepEqual(bytes, await readFile(join(folder, 'b')));
  assert.equal(bytes.readBigUint64LE(0) % 8n, 0n);
  assert.match(bytes.subarray(8).toString('latin1'), /^\{"__metadata__":\{"format":"pt"\},/);
});

test('progress is told piece by piece, up to all bytes', async (t) => {
  const told: [number, number][] = [];
  const onProgress = (done: number, total: number) => told.push([done, total]);
  await writeSafetensors(join(await temporaryFolder(t), 'a'), entries, counting, { onProgress });
  assert.deepEqual(told, [
    [48, 58],
    [58, 58],
  ]);
});

const failures: readonly { step: DiskStep; system: string; count?: number; code: ErrorCode }[] = [
  { step: 'create', system: 'EACCES', code: 'disk/no-permission' },
  { step: 'create', system: 'EROFS', code: 'disk/no-permission' },
  { step: 'create', system: 'ENOENT', code: 'disk/no-folder' },
  { step: 'create', system: 'EMFILE', code: 'disk/failed' },
  { step: 'write', system: 'ENOSPC', code: 'disk/full' },
  { step: 'write', system: 'ENOSPC', count: 3, code: 'disk/full' },
  { step: 'write', system: 'EDQUOT', code: 'disk/full' },
  { step: 'write', system: 'EIO', code: 'disk/failed' },
  { step: 'sync', system: 'ENOSPC', code: 'disk/full' },
  { step: 'rename', system: 'EPERM', code: 'disk/no-permission' },
];

for (const { step, system, count, code } of failures) {
  test(`${system} at ${step} ${count ?? 1} is ${code}, keeps the old file and leaves nothing else`, async (t) => {
    const path = join(await temporaryFolder(t), 'weights.safetensors');
    await writeFile(path, 'old');
    const disk = failingDisk(step, system, count);
    await refused(() => writeSafetensors(path, entries, counting, { disk }), code, { file: path });
    await assertOnly(path, 'old');
  });
}

test('the refusal of the operating system is kept as the cause', async (t) => {
  const path = join(await temporaryFolder(t), 'a');
  const failing = writeSafetensors(path, entries, counting, { disk: failingDisk('write', 'ENOSPC') });
  await assert.rejects(failing, (error: EngineError) => (error.cause as NodeJS.ErrnoException).code === 'ENOSPC');
});

test('a folder that may not be written to, or is not there, is refused in a sentence', async (t) => {
  const folder = await temporaryFolder(t);
  await chmod(folder, 0o555);
  const path = join(folder, 'a');
  await unprivileged(() =>
    refused(() => writeSafetensors(path, entries, counting), 'disk/no-permission', { file: path }),
  );
  await refused(() => writeSafetensors(join(folder, 'b', 'a'), entries, counting), 'disk/no-folder');
});

test('cancelling stops between two pieces and leaves nothing', async (t) => {
  const path = join(await temporaryFolder(t), 'weights.safetensors');
  await writeFile(path, 'old');
  const controller = new AbortController();
  const onProgress = (done: number) => done > 20 && controller.abort();
  const writing = () => writeSafetensors(path, entries, inPieces, { signal: controller.signal, onProgress });
  await refused(writing, 'request/cancelled');
  await assertOnly(path, 'old');
});

const faultyProducers: readonly { does: string; produce: Produce }[] = [
  { does: 'too little', produce: async () => new Uint8Array(4) },
  { does: 'too much', produce: async () => new Uint8Array(400) },
  { does: 'nothing', produce: async function* () {} },
  { does: 'an error', produce: async () => Promise.reject(new RangeError('from the producer')) },
];

for (const { does, produce } of faultyProducers) {
  test(`a producer that makes ${does} is a mistake of the caller, and leaves nothing`, async (t) => {
    const path = join(await temporaryFolder(t), 'weights.safetensors');
    await writeFile(path, 'old');
    await assert.rejects(writeSafetensors(path, entries, produce), RangeError);
    await assertOnly(path, 'old');
  });
}

test('two tensors of one name are a mistake of the caller', async (t) => {
  const path = join(await temporaryFolder(t), 'a');
  const twice = [entries[0]!, { ...entries[1]!, name: 'first' }];
  await assert.rejects(writeSafetensors(path, twice, counting), RangeError);
});

async function assertOnly(path: string, content: string): Promise<void> {
  assert.equal(await readFile(path, 'utf8'), content);
  assert.deepEqual(await readdir(join(path, '..')), ['weights.safetensors']);
}
