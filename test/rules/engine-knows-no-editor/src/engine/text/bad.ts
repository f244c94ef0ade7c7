import * as vscode from 'vscode';
export const bad = vscode;
