import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { blockTypes, tensorBytes, writeGguf } from '../../../bench/peer/ggufFile.ts';
import { hovleAsLlama, llamaContent } from '../../../bench/peer/llamaFile.ts';

const small = {
  ...hovleAsLlama,
  layers: 8,
  width: 256,
  heads: 2,
  keyValueHeads: 1,
  intermediateWidth: 512,
  vocabularySize: 300,
};

test('a GGUF file says what it holds, and its tensors lie where it says, each at a multiple of 32 bytes', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'gguf-'));
  try {
    const content = llamaContent(small, 'Q4_K_M');
    const path = join(folder, 'model.gguf');
    await writeGguf(path, content, (tensor) => Buffer.alloc(tensorBytes(tensor), content.tensors.indexOf(tensor)));
    const bytes = await readFile(path);
    assert.equal(bytes.toString('latin1', 0, 4), 'GGUF');
    assert.deepEqual([bytes.readUInt32LE(4), bytes.readBigUInt64LE(8)], [3, BigInt(content.tensors.length)]);
    const places = content.tensors.map((tensor) => placeOf(bytes, tensor.name));
    const begin = bytes.length - dataBytes(content.tensors.map(tensorBytes));
    assert.equal(begin % 32, 0);
    places.forEach(({ offset, code }, index) => {
      const tensor = content.tensors[index]!;
      assert.equal(code, blockTypes[tensor.type].code);
      assert.equal(offset % 32, 0);
      const held = bytes.subarray(begin + offset, begin + offset + tensorBytes(tensor));
      assert.ok(
        held.every((byte) => byte === index),
        tensor.name,
      );
    });
  } finally {
    await rm(folder, { recursive: true });
  }
});

test('the published shape in Q4_K_M keeps the head and half of the sensitive matrices at 6 bits', () => {
  const { tensors } = llamaContent(hovleAsLlama, 'Q4_K_M');
  const wide = tensors.filter(({ type }) => type === 'Q6_K').map(({ name }) => name);
  assert.equal(wide.filter((name) => name.includes('ffn_down')).length, 16);
  assert.equal(wide.filter((name) => name.includes('attn_v')).length, 16);
  assert.equal(wide.at(-1), 'output.weight');
});

/** Type and offset of the tensor with this name. */
function placeOf(bytes: Buffer, name: string): { offset: number; code: number } {
  // Names stand behind their length.
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(name.length));
  const at = bytes.indexOf(Buffer.concat([length, Buffer.from(name)])) + length.length + name.length;
  const axes = bytes.readUInt32LE(at);
  const code = bytes.readUInt32LE(at + 4 + 8 * axes);
  return { code, offset: Number(bytes.readBigUInt64LE(at + 8 + 8 * axes)) };
}

function dataBytes(sizes: readonly number[]): number {
  return sizes.reduce((sum, size) => sum + Math.ceil(size / 32) * 32, 0);
}
