import { deserialize, serialize } from 'node:v8';

/** Largest message one side sends or accepts: enough for any embedding, small enough not to exhaust the machine. */
const maxFrameBytes = 512 * 1024 * 1024;

const headerBytes = 4;

/**
 * One message as it travels: the payload's length (4 bytes, big-endian), then the payload.
 * The payload is V8's own serialization because typed arrays survive it, NaN and -0 included.
 */
export function encodeFrame(message: unknown, limitBytes = maxFrameBytes): [header: Buffer, payload: Buffer] {
  const payload = serialize(message);
  if (payload.length > limitBytes)
    throw new RangeError(`it takes ${payload.length} bytes and at most ${limitBytes} can be sent at once`);
  const header = Buffer.alloc(headerBytes);
  header.writeUInt32BE(payload.length);
  return [header, payload];
}

/** The message in a frame's payload. Throws if the bytes are not a serialized value. */
export function decodePayload(payload: Buffer): unknown {
  return deserialize(payload);
}

/**
 * Cuts a stream of bytes back into payloads. Bytes are kept as they arrived until a payload is whole, so a lying
 * length claims no memory, and a large payload is copied once.
 */
export class FrameSplitter {
  private readonly limitBytes: number;
  private chunks: Buffer[] = [];
  private heldBytes = 0;
  /** Of the payload being received; undefined while its header is incomplete. */
  private payloadBytes: number | undefined;

  constructor(limitBytes = maxFrameBytes) {
    this.limitBytes = limitBytes;
  }

  /** Takes the next bytes of the stream and returns the payloads they complete. Throws where a length is not allowed. */
  push(chunk: Buffer): Buffer[] {
    this.chunks.push(chunk);
    this.heldBytes += chunk.length;
    const payloads: Buffer[] = [];
    for (let payload = this.nextPayload(); payload; payload = this.nextPayload()) payloads.push(payload);
    return payloads;
  }

  private nextPayload(): Buffer | undefined {
    this.payloadBytes ??= this.readLength();
    const payload = this.payloadBytes === undefined ? undefined : this.take(this.payloadBytes);
    if (payload) this.payloadBytes = undefined;
    return payload;
  }

  private readLength(): number | undefined {
    const length = this.take(headerBytes)?.readUInt32BE();
    if (length !== undefined && (length === 0 || length > this.limitBytes))
      throw new RangeError(`A message of ${length} bytes was announced; 1 to ${this.limitBytes} are allowed.`);
    return length;
  }

  private take(byteCount: number): Buffer | undefined {
    if (this.heldBytes < byteCount) return undefined;
    const [first, ...more] = this.chunks;
    const held = first && more.length === 0 ? first : Buffer.concat(this.chunks);
    this.chunks = [held.subarray(byteCount)];
    this.heldBytes -= byteCount;
    return held.subarray(0, byteCount);
  }
}
