import * as vscode from 'vscode';

/**
 * The file that a dropped address means; undefined for what is none, such as a page of the web. The window names files of the
 * machine that the extension runs on as remote ones, which they are not from here.
 */
export function uriFromDrop(address: string): vscode.Uri | undefined {
  if (!/^[a-z][a-z0-9+.-]+:/i.test(address)) return undefined;
  const uri = vscode.Uri.parse(address);
  if (uri.scheme === 'vscode-remote') return vscode.Uri.file(uri.path);
  const isOfWorkspace = (vscode.workspace.workspaceFolders ?? []).some(({ uri: { scheme } }) => scheme === uri.scheme);
  return uri.scheme === 'file' || isOfWorkspace ? uri : undefined;
}
