import { ExtensionError } from '../extensionError.ts';

/** The bytes of a `data:` address, in base64 or, as style sheets write small SVG pictures, as text. */
export function readDataAddress(address: string): Uint8Array {
  const comma = address.indexOf(',');
  const head = address.slice(0, comma);
  const body = address.slice(comma + 1);
  const isBase64 = /;\s*base64$/i.test(head);
  const bytes = Buffer.from(decoded(body), isBase64 ? 'base64' : 'utf8');
  const isReadable = isBase64 || /^data:image\/svg\+xml\b/i.test(head);
  if (comma < 0 || bytes.length === 0 || !isReadable) throw new ExtensionError('image/bad-data', undefined);
  return bytes;
}

/** A percent sign that escapes nothing stands for itself, as browsers read it. */
const decoded = (text: string) =>
  text.replace(/(?:%[0-9a-f]{2})+/gi, (bytes) => Buffer.from(bytes.replaceAll('%', ''), 'hex').toString('utf8'));
