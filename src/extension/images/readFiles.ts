import { readFile, stat } from 'node:fs/promises';
import * as vscode from 'vscode';

/** What is told of a file without reading it. */
export interface FileFacts {
  sizeBytes: number;
  /** Last change, in milliseconds. */
  changedMs: number;
}

/**
 * The facts of a file; undefined where there is none of that name. Files of this machine are asked for directly: the editor's own
 * interface first asks the window, which may be far away, and a hover asks for several files one after another.
 */
export async function fileFacts(uri: vscode.Uri): Promise<FileFacts | undefined> {
  return ifThere(async () => {
    if (uri.scheme === 'file') {
      const found = await stat(uri.fsPath);
      return found.isFile() ? { sizeBytes: found.size, changedMs: found.mtimeMs } : undefined;
    }
    const { type, size: sizeBytes, mtime: changedMs } = await vscode.workspace.fs.stat(uri);
    return (type & vscode.FileType.File) === 0 ? undefined : { sizeBytes, changedMs };
  });
}

/** The bytes of a file; undefined where there is none of that name. */
export async function fileBytes(uri: vscode.Uri): Promise<Uint8Array | undefined> {
  return ifThere<Uint8Array>(() => (uri.scheme === 'file' ? readFile(uri.fsPath) : vscode.workspace.fs.readFile(uri)));
}

async function ifThere<T>(read: () => PromiseLike<T | undefined>): Promise<T | undefined> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof vscode.FileSystemError || isOfDisk(error)) return undefined;
    throw error;
  }
}

/** Not there, a folder, or closed to us. */
const isOfDisk = (error: unknown) => error instanceof Error && 'syscall' in error;
