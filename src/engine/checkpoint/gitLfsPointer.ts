const start = 'version https://git-lfs';

/**
 * Whether these are the first bytes of what Git keeps in place of a large file until `git lfs pull`
 * (https://github.com/git-lfs/git-lfs/blob/main/docs/spec.md).
 */
export function isGitLfsPointer(bytes: Uint8Array): boolean {
  return new TextDecoder('latin1').decode(bytes.subarray(0, start.length)) === start;
}
