/** Endings of files that are offered to be explained. package.json lists the same in the conditions of its menus. */
export const imageEndings = ['png', 'jpg', 'jpeg', 'gif', 'webp', 'tif', 'tiff', 'avif', 'svg'];

/** Whether a file's name says that it is a picture. */
export function isImageName(name: string): boolean {
  return imageEndings.includes(name.split('.').at(-1)?.toLowerCase() ?? '');
}
