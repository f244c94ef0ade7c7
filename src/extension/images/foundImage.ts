import type * as vscode from 'vscode';

/** Where a picture is that a document names: a file, bytes that the document holds itself, or a place on the web. */
export type FoundImage =
  /** Of a document, the page, from 1. */
  | { kind: 'file'; uri: vscode.Uri; name: string; page?: number }
  | { kind: 'bytes'; bytes: Uint8Array; name: string }
  | { kind: 'remote'; address: string; name: string };
