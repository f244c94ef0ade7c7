/**
 * What an extension can be packaged for: the editor's name of the platform, as npm names it, and which files of
 * ONNX Runtime are left out. sharp's binaries are packages of their own, of which npm installs the platform's.
 * @typedef {object} Target
 * @property {string} os
 * @property {string} cpu
 * @property {string} [libc]
 * @property {readonly string[]} [unused] names of libraries
 */

/** @type {Readonly<Record<string, Target>>} */
export const targets = {
  'linux-x64': { os: 'linux', cpu: 'x64', libc: 'glibc' },
  'linux-arm64': { os: 'linux', cpu: 'arm64', libc: 'glibc' },
  // The binding loads libonnxruntime.1.dylib; the other name holds the same bytes once more.
  'darwin-arm64': { os: 'darwin', cpu: 'arm64', unused: [String.raw`libonnxruntime\.\d+\.\d+\.\d+\.dylib`] },
  'win32-x64': { os: 'win32', cpu: 'x64' },
  'win32-arm64': { os: 'win32', cpu: 'arm64' },
};
