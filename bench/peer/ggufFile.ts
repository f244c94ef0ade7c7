import { open } from 'node:fs/promises';

/** Element types of GGUF tensors: code, elements of a block, bytes of a block. */
export const blockTypes = {
  F32: { code: 0, elements: 1, bytes: 4 },
  Q4_0: { code: 2, elements: 32, bytes: 18 },
  Q4_K: { code: 12, elements: 256, bytes: 144 },
  Q6_K: { code: 14, elements: 256, bytes: 210 },
} as const;

export type BlockType = keyof typeof blockTypes;

/** A tensor: its rows lie one after another, each a whole number of blocks. */
export interface GgufTensor {
  readonly name: string;
  readonly type: BlockType;
  readonly columns: number;
  /** Absent for a vector. */
  readonly rows?: number;
}

export type GgufValue =
  | { readonly uint32: number }
  | { readonly float32: number }
  | { readonly string: string }
  | { readonly strings: readonly string[] }
  | { readonly float32s: readonly number[] }
  | { readonly int32s: readonly number[] };

export interface GgufContent {
  readonly metadata: Readonly<Record<string, GgufValue>>;
  readonly tensors: readonly GgufTensor[];
}

const alignment = 32;

/** Writes a GGUF file, version 3. `produce` gives the bytes of one tensor at a time. */
export async function writeGguf(
  path: string,
  content: GgufContent,
  produce: (tensor: GgufTensor) => Uint8Array,
): Promise<void> {
  const file = await open(path, 'w');
  try {
    await file.write(padded(header(content)));
    for (const tensor of content.tensors) await file.write(padded(produce(tensor)));
  } finally {
    await file.close();
  }
}

/** Bytes of a tensor. */
export function tensorBytes({ type, columns, rows = 1 }: GgufTensor): number {
  const { elements, bytes } = blockTypes[type];
  return ((columns * rows) / elements) * bytes;
}

function header({ metadata, tensors }: GgufContent): Buffer {
  const entries = Object.entries(metadata);
  const parts = [Buffer.from('GGUF'), uint32(3), uint64(tensors.length), uint64(entries.length)];
  for (const [key, value] of entries) parts.push(text(key), encode(value));
  let offset = 0;
  for (const tensor of tensors) {
    parts.push(describe(tensor, offset));
    offset += Math.ceil(tensorBytes(tensor) / alignment) * alignment;
  }
  return Buffer.concat(parts);
}

function describe({ name, type, columns, rows }: GgufTensor, offset: number): Buffer {
  const sizes = rows === undefined ? [columns] : [columns, rows];
  return Buffer.concat([
    text(name),
    uint32(sizes.length),
    ...sizes.map(uint64),
    uint32(blockTypes[type].code),
    uint64(offset),
  ]);
}

/** GGUF's codes of value types. */
const codes = { uint32: 4, int32: 5, float32: 6, string: 8, array: 9 } as const;

function encode(value: GgufValue): Buffer {
  if ('uint32' in value) return Buffer.concat([uint32(codes.uint32), uint32(value.uint32)]);
  if ('float32' in value) return Buffer.concat([uint32(codes.float32), raw(Float32Array.of(value.float32))]);
  if ('string' in value) return Buffer.concat([uint32(codes.string), text(value.string)]);
  if ('strings' in value) return array(codes.string, value.strings.length, Buffer.concat(value.strings.map(text)));
  if ('float32s' in value) return array(codes.float32, value.float32s.length, raw(Float32Array.from(value.float32s)));
  return array(codes.int32, value.int32s.length, raw(Int32Array.from(value.int32s)));
}

const array = (code: number, length: number, items: Buffer): Buffer =>
  Buffer.concat([uint32(codes.array), uint32(code), uint64(length), items]);
const text = (value: string): Buffer => Buffer.concat([uint64(Buffer.byteLength(value)), Buffer.from(value)]);
const uint32 = (value: number): Buffer => raw(Uint32Array.of(value));
const uint64 = (value: number): Buffer => raw(BigUint64Array.of(BigInt(value)));
const raw = (values: ArrayBufferView): Buffer => Buffer.from(values.buffer, values.byteOffset, values.byteLength);
const padded = (bytes: Uint8Array): Buffer => Buffer.concat([bytes, Buffer.alloc(-bytes.length & (alignment - 1))]);
