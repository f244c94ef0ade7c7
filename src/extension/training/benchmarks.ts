import { existsSync, readdirSync } from 'node:fs';
import * as vscode from 'vscode';
import { ExtensionError } from '../extensionError.ts';
import { pictureUri } from '../notebook/cellPicture.ts';

/** The benchmarks that come with the extension, by name. */
export function shippedBenchmarks(extensionUri: vscode.Uri): string[] {
  return readdirSync(benchmarksFolder(extensionUri).fsPath);
}

/** The file or folder that a benchmark's name means: what is there from `base` on, else what comes with the extension. */
export function findBenchmark(name: string, base: vscode.Uri, extensionUri: vscode.Uri): string {
  const own = pictureUri(name, base);
  if (own.scheme === 'file' && existsSync(own.fsPath)) return own.fsPath;
  const known = shippedBenchmarks(extensionUri);
  if (known.includes(name)) return vscode.Uri.joinPath(benchmarksFolder(extensionUri), name).fsPath;
  throw new ExtensionError('benchmark/unknown', { name, known });
}

function benchmarksFolder(extensionUri: vscode.Uri): vscode.Uri {
  return vscode.Uri.joinPath(extensionUri, 'media', 'benchmarks');
}
