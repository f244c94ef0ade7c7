import { pictureName } from '../editing/pastedPicture.ts';
import type { PastedPicture } from '../editing/pastedPicture.ts';

/** Takes in a picture and returns its address in what is exported. */
export type KeepPicture = (picture: PastedPicture) => string;

/** Pictures as part of the text. */
export const embed: KeepPicture = ({ mime, bytes }) => `data:${mime};base64,${Buffer.from(bytes).toString('base64')}`;

/** Pictures as files of a folder beside the text: `files` collects what is to be written, by name. */
export function besides(folder: string, files: Map<string, Uint8Array>): KeepPicture {
  return (picture) => {
    const name = pictureName(picture);
    files.set(name, picture.bytes);
    return `${addressPart(folder)}/${addressPart(name)}`;
  };
}

/** Spaces and brackets would end an address of Markdown. */
const addressPart = (name: string) =>
  encodeURIComponent(name).replace(/[()]/g, (bracket) => `%${bracket.charCodeAt(0).toString(16)}`);
