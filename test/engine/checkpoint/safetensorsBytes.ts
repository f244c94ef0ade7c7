/** A safetensors file as it should not be: whatever header text, whatever length field, whatever data. */
export function safetensorsBytes(header: object | string, dataBytes = 0, announcedLength?: bigint): Uint8Array {
  const text = new TextEncoder().encode(typeof header === 'string' ? header : JSON.stringify(header));
  const bytes = new Uint8Array(8 + text.length + dataBytes);
  new DataView(bytes.buffer).setBigUint64(0, announcedLength ?? BigInt(text.length), true);
  bytes.set(text, 8);
  return bytes;
}

/** One tensor in a header. */
export function claim(dtype: string, shape: readonly number[], ...data_offsets: number[]) {
  return { dtype, shape, data_offsets };
}
