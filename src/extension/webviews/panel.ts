import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';

/** What a panel is made from. */
export interface PanelOptions {
  /** Folder of the extension. */
  extensionUri: vscode.Uri;
  /** Name of the bundle under dist/webview. */
  name: string;
  title: string;
  /** Folders whose files the panel may show, beside its own. */
  readable: vscode.Uri[];
}

/** Opens a webview that runs one bundle of dist/webview and can load nothing else than its own files and `readable`. */
export function openPanel({ extensionUri, name, title, readable }: PanelOptions): vscode.WebviewPanel {
  const own = vscode.Uri.joinPath(extensionUri, 'dist', 'webview');
  const panel = vscode.window.createWebviewPanel(`hovle.${name}`, title, vscode.ViewColumn.Active, {
    enableScripts: true,
    localResourceRoots: [own, ...readable],
  });
  const address = (file: string) => panel.webview.asWebviewUri(vscode.Uri.joinPath(own, file)).toString();
  panel.webview.html = page(panel.webview.cspSource, address(`${name}.js`), address(`${name}.css`));
  return panel;
}

function page(source: string, script: string, style: string): string {
  const nonce = randomBytes(16).toString('hex');
  const policy = `default-src 'none'; img-src ${source} data:; style-src ${source}; font-src ${source}; script-src 'nonce-${nonce}'`;
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta http-equiv="Content-Security-Policy" content="${policy}" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <link rel="stylesheet" href="${style}" />
  </head>
  <body>
    <script type="module" nonce="${nonce}" src="${script}"></script>
  </body>
</html>`;
}
