/** Endings of files that are offered to be explained. package.json lists the same in the conditions of its menus. */
export const imageEndings = ['png', 'jpg', 'jpeg', 'gif', 'webp', 'tif', 'tiff', 'avif', 'svg'];

/** Whether a file's name says that it is a picture. */
export function isImageName(name: string): boolean {
  return imageEndings.includes(endingOf(name));
}

/** Endings of what holds pictures: documents by pages, videos by frames. */
export const documentEndings = ['pdf'];
export const videoEndings = ['mp4', 'webm', 'm4v', 'mov', 'ogv', 'mkv'];

/** Endings of all that can be explained. */
export const explainedEndings = [...imageEndings, ...documentEndings, ...videoEndings];

/** The ending of a name, in small letters. */
export function endingOf(name: string): string {
  return /\.([a-z0-9]+)$/i.exec(name)?.[1]?.toLowerCase() ?? '';
}
