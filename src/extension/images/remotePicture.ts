import { ExtensionError } from '../extensionError.ts';

/** Fetches a picture from the web, which is done only where the user has allowed it. */
export async function fetchPicture(address: string): Promise<Uint8Array> {
  const response = await fetch(address, { signal: AbortSignal.timeout(timeoutMs), redirect: 'follow' });
  const type = response.headers.get('content-type') ?? '';
  if (!response.ok || !/^image\//i.test(type))
    throw new ExtensionError('image/not-fetched', { address, status: response.status, type });
  return readBounded(response, address);
}

const timeoutMs = 20_000;
const limitBytes = 16_000_000;

/** What a server announces is not trusted: bytes are counted as they come. */
async function readBounded(response: Response, address: string): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let sizeBytes = 0;
  for await (const chunk of response.body ?? []) {
    // A body of a response to fetch is made of bytes.
    const bytes = chunk as Uint8Array;
    chunks.push(bytes);
    sizeBytes += bytes.length;
    if (sizeBytes > limitBytes) throw new ExtensionError('image/too-large', { path: address, sizeBytes, limitBytes });
  }
  return Buffer.concat(chunks);
}
