import { decodeImage } from '../../image/decodeImage.ts';
import type { RgbImage } from '../../image/rgbImage.ts';
import type { Example } from '../example.ts';
import type { Conversation } from './conversation.ts';
import { insideFolder } from './insideFolder.ts';

/** A record with its pictures read from the data's folder; without one it may name none. */
export async function withPictures({ pictures, turns }: Conversation, folder: string, task: string): Promise<Example> {
  const read = await Promise.all(pictures.map((name) => readPicture(insideFolder(folder, name))));
  return { pictures: read, turns, task };
}

async function readPicture(path: string): Promise<RgbImage> {
  const { width, height, rgb } = await decodeImage({ path });
  return { width, height, rgb };
}
