import { readPageAddress } from '../../engine/api/pageAddress.ts';
import type { PageAddress } from '../../engine/api/pageAddress.ts';
import { ExtensionError } from '../extensionError.ts';
import { readDataAddress } from '../images/dataAddress.ts';
import { isObject } from './plainNotebook.ts';
import type { Json } from './plainNotebook.ts';

/** Where a picture of a cell is: its bytes already here, a path to read, with the page of a document, or a place on the web. */
export type ImageAddress = { bytes: Uint8Array; name: string } | PageAddress | { remote: string };

/** What the address of a Markdown image means, given the attachments of its cell. */
export function readImageAddress(address: string, attachments: Json | undefined): ImageAddress {
  const scheme = /^([a-z][a-z0-9+.-]+):/i.exec(address)?.[1]?.toLowerCase();
  if (scheme === 'data') return { bytes: readDataAddress(address), name: 'picture' };
  if (scheme === 'attachment') return readAttachment(decodeAddress(address.slice('attachment:'.length)), attachments);
  if (isOnWeb(address)) return { remote: address };
  const { path, ...page } = readPageAddress(address);
  return { path: decodeAddress(path), ...page };
}

export const isOnWeb = (address: string) => /^https?:/i.test(address);

/** nbformat keeps an attachment as base64 by mime type. */
function readAttachment(name: string, attachments: Json | undefined): ImageAddress {
  const all = isObject(attachments) ? attachments : {};
  const forms = Object.hasOwn(all, name) ? all[name] : undefined;
  const data = isObject(forms) ? Object.values(forms).find((form) => typeof form === 'string') : undefined;
  if (typeof data !== 'string') throw new ExtensionError('image/no-attachment', { name, known: Object.keys(all) });
  return { bytes: Buffer.from(data, 'base64'), name };
}

/** Markdown writes spaces as %20; a file whose name only looks like that keeps its name. */
export function decodeAddress(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch (error) {
    if (error instanceof URIError) return path;
    throw error;
  }
}
