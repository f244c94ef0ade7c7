import type { Uri } from 'vscode';
export type Bad = Uri;
