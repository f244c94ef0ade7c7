/** The last part of a path of any system, or of an address. */
export function baseName(path: string): string {
  return /([^/\\]*)[/\\]*$/.exec(path)?.[1] || path;
}
