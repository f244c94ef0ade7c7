import * as vscode from 'vscode';
import type { ImageSource } from '../../engine/api/imageApi.ts';
import { baseName } from '../baseName.ts';
import { ExtensionError } from '../extensionError.ts';

/** Larger files are no pictures that anyone asks about, and would not fit through the wire in one piece. */
const limitBytes = 100_000_000;

/** A picture for the engine: its path where the engine can read it itself, else its bytes; of a document, which page. */
export async function loadImage(uri: vscode.Uri, page?: number): Promise<ImageSource> {
  const path = uri.scheme === 'file' ? uri.fsPath : uri.toString(true);
  const { size: sizeBytes } = await sizeOf(uri, path);
  if (sizeBytes > limitBytes) throw new ExtensionError('image/too-large', { path, sizeBytes, limitBytes });
  const ofPage = page === undefined ? {} : { page };
  if (uri.scheme === 'file') return { path, ...ofPage };
  return { bytes: await vscode.workspace.fs.readFile(uri), name: baseName(uri.path), ...ofPage };
}

async function sizeOf(uri: vscode.Uri, path: string): Promise<vscode.FileStat> {
  try {
    return await vscode.workspace.fs.stat(uri);
  } catch (cause) {
    if (cause instanceof vscode.FileSystemError && cause.code === 'FileNotFound')
      throw new ExtensionError('image/not-found', { path }, { cause });
    throw cause;
  }
}
