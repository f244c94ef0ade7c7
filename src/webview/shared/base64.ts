/** The bytes that a text stands for; undefined where it is no base64. */
export function bytesFromBase64(text: string): Uint8Array<ArrayBuffer> | undefined {
  try {
    return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  } catch {
    // The only error is that of a text which is no base64.
    return undefined;
  }
}

/** Numbers, float32 and little-endian. */
export function floatsFromBase64(text: string): Float32Array | undefined {
  const bytes = bytesFromBase64(text);
  return bytes && bytes.length % 4 === 0 ? new Float32Array(bytes.buffer) : undefined;
}
