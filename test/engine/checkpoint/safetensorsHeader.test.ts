import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { EngineError, type ErrorCode } from '../../../src/engine/api/errors.ts';
import { clause } from '../../../src/engine/api/remarks.ts';
import { readSafetensorsHeader, type SafetensorsHeader } from '../../../src/engine/checkpoint/safetensorsHeader.ts';
import { refused } from './refused.ts';
import { claim, safetensorsBytes } from './safetensorsBytes.ts';

const file = 'model.safetensors';

test('a header yields tensors in the order of the file, with absolute positions and metadata', async () => {
  const header = {
    __metadata__: { format: 'pt' },
    'b.weight': claim('BF16', [2, 3], 8, 20),
    'a.scale': claim('F32', [], 4, 8),
    'a.bias': claim('U8', [4], 0, 4),
    nothing: claim('F64', [0, 7], 4, 4),
  };
  const bytes = safetensorsBytes(header, 20);
  const { tensors, metadata, byteLength } = await read(bytes);
  assert.equal(byteLength, bytes.length - 20);
  assert.deepEqual([...metadata], [['format', 'pt']]);
  assert.deepEqual([...tensors.keys()], ['a.bias', 'nothing', 'a.scale', 'b.weight']);
  const expected = { name: 'b.weight', dtype: 'bfloat16', shape: [2, 3], file, offset: byteLength + 8, byteLength: 12 };
  assert.deepEqual(tensors.get('b.weight'), expected);
});

test('space around and padding behind the header are allowed', async () => {
  const spaced = '{ "x" : { "shape" : [ 1 , 2 ] ,\n\t"dtype" : "I8" , "data_offsets" : [ 0 , 2 ] } }   \r\n';
  assert.deepEqual([...(await read(safetensorsBytes(spaced, 2))).tensors.keys()], ['x']);
  assert.equal((await read(safetensorsBytes('{}'))).tensors.size, 0);
});

test('padding of many megabytes takes no longer than reading them', async () => {
  const before = process.cpuUsage();
  await read(safetensorsBytes(`{}${' '.repeat(50e6)}`));
  assert.ok(process.cpuUsage(before).user < 3e6, `${process.cpuUsage(before).user} µs`);
});

test('names that objects inherit are ordinary names', async () => {
  const entry = '{"dtype":"U8","shape":[],"data_offsets":[0,1]}';
  const { tensors } = await read(safetensorsBytes(`{"__proto__":${entry},"__metadata__":{"__proto__":"x"}}`, 1));
  assert.equal(tensors.get('__proto__')?.byteLength, 1);
  assert.equal(({} as Record<string, unknown>)['byteLength'], undefined);
});

const x = claim('U8', [4], 0, 4);

/** What a damaged or lying file says, and the refusal that names it. */
const lies: readonly { says: string; bytes: Uint8Array; code: ErrorCode; details?: object }[] = [
  { says: 'nothing', bytes: new Uint8Array(0), code: 'checkpoint/truncated', details: { neededBytes: 8 } },
  { says: 'half a length', bytes: new Uint8Array(5), code: 'checkpoint/truncated', details: { sizeBytes: 5 } },
  { says: 'a header beyond the end', bytes: safetensorsBytes({ x }, 4, 9000n), code: 'checkpoint/truncated' },
  {
    says: 'the largest header, which is not there',
    bytes: safetensorsBytes('{}', 0, 100_000_000n),
    code: 'checkpoint/truncated',
    details: { neededBytes: 100_000_008 },
  },
  {
    says: 'a header over the limit',
    bytes: safetensorsBytes('{}', 0, 100_000_001n),
    code: 'checkpoint/header-too-large',
  },
  {
    says: 'a header of 2^64 - 1',
    bytes: safetensorsBytes('{}', 0, 2n ** 64n - 1n),
    code: 'checkpoint/header-too-large',
  },
  {
    says: 'where Git LFS keeps the file',
    bytes: new TextEncoder().encode('version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 12345\n'),
    code: 'checkpoint/only-pointer',
  },
  { says: 'a header of no bytes', bytes: safetensorsBytes('', 0), code: 'checkpoint/bad-header' },
  { says: 'a header that is a list', bytes: safetensorsBytes('[]'), code: 'checkpoint/bad-header', details: { at: 0 } },
  { says: 'a header cut in the middle', bytes: safetensorsBytes('{"x":{"dtype":"U8"'), code: 'checkpoint/bad-header' },
  { says: 'a string without end', bytes: safetensorsBytes('{"x'), code: 'checkpoint/bad-header', details: { at: 2 } },
  { says: 'a name of a megabyte', bytes: safetensorsBytes(`{"${'x'.repeat(1e6)}":1}`), code: 'checkpoint/bad-header' },
  { says: 'a control character', bytes: safetensorsBytes('{"\u0001":1}'), code: 'checkpoint/bad-header' },
  {
    says: 'bytes that are not UTF-8',
    bytes: invalidText(),
    code: 'checkpoint/bad-header',
    details: { reason: clause('it is not UTF-8 text') },
  },
  { says: 'a byte order mark', bytes: safetensorsBytes('\ufeff{}'), code: 'checkpoint/bad-header' },
  { says: 'something after the end', bytes: safetensorsBytes('{}{}'), code: 'checkpoint/bad-header' },
  { says: 'a trailing comma', bytes: safetensorsBytes('{"__metadata__":{},}'), code: 'checkpoint/bad-header' },
  { says: 'nesting without end', bytes: safetensorsBytes('{"x":' + '['.repeat(1e6)), code: 'checkpoint/bad-header' },
  {
    says: 'a shape of a million sizes',
    bytes: safetensorsBytes({ x: claim('U8', new Array<number>(1e6).fill(1), 0, 1) }, 1),
    code: 'checkpoint/bad-header',
    details: { reason: clause('a list has more than {most} numbers', { most: 64 }) },
  },
  {
    says: 'half a million tensors',
    bytes: safetensorsBytes(manyTensors(500_000)),
    code: 'checkpoint/bad-header',
    details: { reason: clause('there are more than {most} keys', { most: 200_000 }) },
  },
  {
    says: 'metadata that is a number',
    bytes: safetensorsBytes({ __metadata__: { n: 1 } }),
    code: 'checkpoint/bad-header',
  },
  { says: 'a number for a tensor', bytes: safetensorsBytes({ x: 1 }), code: 'checkpoint/bad-header' },
  {
    says: 'no shape',
    bytes: safetensorsBytes({ x: { dtype: 'U8', data_offsets: [0, 0] } }),
    code: 'checkpoint/bad-header',
  },
  { says: 'one offset', bytes: safetensorsBytes({ x: claim('U8', [0], 0) }), code: 'checkpoint/bad-header' },
  { says: 'three offsets', bytes: safetensorsBytes({ x: claim('U8', [0], 0, 0, 0) }), code: 'checkpoint/bad-header' },
  { says: 'an unknown field', bytes: safetensorsBytes({ x: { ...x, more: 1 } }, 4), code: 'checkpoint/bad-header' },
  {
    says: 'a fraction in a shape',
    bytes: safetensorsBytes({ x: claim('U8', [1.5], 0, 1) }, 1),
    code: 'checkpoint/bad-header',
  },
  { says: 'a leading zero', bytes: safetensorsBytes('{"x":{"shape":[01]}}'), code: 'checkpoint/bad-header' },
  {
    says: 'one tensor twice',
    bytes: safetensorsBytes(`{"x":${JSON.stringify(x)},"x":${JSON.stringify(x)}}`, 4),
    code: 'checkpoint/duplicate-key',
    details: { key: 'x' },
  },
  {
    says: 'one field twice',
    bytes: safetensorsBytes('{"x":{"dtype":"U8","dtype":"F32","shape":[],"data_offsets":[0,1]}}', 1),
    code: 'checkpoint/duplicate-key',
    details: { key: 'dtype' },
  },
  {
    says: 'an unknown element type',
    bytes: safetensorsBytes({ x: claim('F8_E4M3', [4], 0, 4) }, 4),
    code: 'checkpoint/unknown-dtype',
    details: { name: 'x', dtype: 'F8_E4M3' },
  },
  {
    says: 'an element type that objects inherit',
    bytes: safetensorsBytes({ x: claim('constructor', [], 0, 0) }),
    code: 'checkpoint/unknown-dtype',
  },
  {
    says: 'a negative size',
    bytes: safetensorsBytes({ x: claim('U8', [-1], 0, 0) }),
    code: 'checkpoint/bad-shape',
    details: { name: 'x', shape: [-1] },
  },
  {
    says: 'a product of sizes beyond exact numbers',
    bytes: safetensorsBytes({ x: claim('F32', [2 ** 31, 2 ** 31], 0, 4) }, 4),
    code: 'checkpoint/bad-shape',
  },
  {
    says: 'a size beyond exact numbers',
    bytes: safetensorsBytes('{"x":{"dtype":"U8","shape":[99999999999999999999],"data_offsets":[0,0]}}'),
    code: 'checkpoint/bad-shape',
  },
  {
    says: 'a size beyond exact numbers, times nothing',
    bytes: safetensorsBytes('{"x":{"dtype":"U8","shape":[99999999999999999999,0],"data_offsets":[0,0]}}'),
    code: 'checkpoint/bad-shape',
  },
  {
    says: 'an end beyond the data',
    bytes: safetensorsBytes({ x }, 3),
    code: 'checkpoint/bad-offsets',
    details: { name: 'x', begin: 0, end: 4, dataBytes: 3 },
  },
  {
    says: 'an end before the begin',
    bytes: safetensorsBytes({ x: claim('U8', [2], 4, 2) }, 4),
    code: 'checkpoint/bad-offsets',
  },
  {
    says: 'a negative begin',
    bytes: safetensorsBytes({ x: claim('U8', [4], -2, 2) }, 4),
    code: 'checkpoint/bad-offsets',
  },
  {
    says: 'fewer bytes than the shape needs',
    bytes: safetensorsBytes({ x: claim('F32', [2, 2], 0, 15) }, 15),
    code: 'checkpoint/size-mismatch',
    details: { name: 'x', neededBytes: 16, givenBytes: 15 },
  },
  {
    says: 'bytes for nothing',
    bytes: safetensorsBytes({ x: claim('F32', [0], 0, 4) }, 4),
    code: 'checkpoint/size-mismatch',
  },
  {
    says: 'two tensors on the same bytes',
    bytes: safetensorsBytes({ x, y: claim('U8', [4], 2, 6) }, 6),
    code: 'checkpoint/overlap',
    details: { name: 'y', other: 'x' },
  },
  { says: 'two names for one range', bytes: safetensorsBytes({ x, y: x }, 4), code: 'checkpoint/overlap' },
  {
    says: 'a tensor inside another',
    bytes: safetensorsBytes({ x, y: claim('U8', [1], 1, 2) }, 4),
    code: 'checkpoint/overlap',
  },
  {
    says: 'a hole between tensors',
    bytes: safetensorsBytes({ x, y: claim('U8', [1], 5, 6) }, 6),
    code: 'checkpoint/hole',
    details: { begin: 4, end: 5 },
  },
  {
    says: 'a hole before the first',
    bytes: safetensorsBytes({ y: claim('U8', [1], 1, 2) }, 2),
    code: 'checkpoint/hole',
  },
  {
    says: 'bytes behind the last tensor',
    bytes: safetensorsBytes({ x }, 9),
    code: 'checkpoint/hole',
    details: { begin: 4, end: 9 },
  },
];

for (const { says, bytes, code, details } of lies) {
  test(`a file that holds ${says} is refused: ${code}`, () => refused(() => read(bytes), code, { file, ...details }));
}

test('a damaged header is either refused with an engine error or still describes ranges inside the file', async () => {
  const good = safetensorsBytes({ __metadata__: { format: 'pt' }, x, y: claim('F32', [1, 2], 4, 12) }, 12);
  const damage = fc.array(fc.tuple(fc.nat(good.length - 13), fc.nat(255)), { minLength: 1, maxLength: 4 });
  await fc.assert(
    fc.asyncProperty(damage, async (changes) => {
      const bytes = good.slice();
      for (const [at, value] of changes) bytes[at] = value;
      await read(bytes).then(assertInside(bytes.length), assertEngineError);
    }),
    { numRuns: 2000 },
  );
});

function assertInside(sizeBytes: number): (header: SafetensorsHeader) => void {
  return ({ tensors, byteLength }) => {
    for (const tensor of tensors.values()) {
      assert.ok(byteLength <= tensor.offset && tensor.offset + tensor.byteLength <= sizeBytes);
    }
  };
}

function assertEngineError(error: unknown): void {
  assert.ok(error instanceof EngineError, String(error));
}

function manyTensors(count: number): string {
  const entry = JSON.stringify(claim('U8', [0], 0, 0));
  return `{${Array.from({ length: count }, (_, i) => `"${i}":${entry}`).join(',')}}`;
}

function invalidText(): Uint8Array {
  const bytes = safetensorsBytes('{"?":1}');
  return bytes.fill(0xff, 10, 11);
}

/** Reads from memory, and fails where the reader asks for more than there is: it must look at the size first. */
async function read(bytes: Uint8Array): Promise<SafetensorsHeader> {
  return readSafetensorsHeader({
    path: file,
    sizeBytes: bytes.length,
    read: async (offset, byteLength) => {
      assert.ok(offset + byteLength <= bytes.length);
      return bytes.slice(offset, offset + byteLength);
    },
  });
}
