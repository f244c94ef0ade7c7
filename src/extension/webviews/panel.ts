import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';

/** What a panel is filled with. */
export interface PanelContent {
  /** Folder of the extension. */
  extensionUri: vscode.Uri;
  /** Name of the bundle under dist/webview. */
  name: string;
  /** Folders whose files the panel may show, beside its own. */
  readable: vscode.Uri[];
  /** What is remembered of the panel. */
  remembered?: Readonly<Record<string, unknown>>;
}

/** Opens an empty panel in the active column. */
export function createPanel(name: string, title: string): vscode.WebviewPanel {
  return vscode.window.createWebviewPanel(`hovle.${name}`, title, vscode.ViewColumn.Active);
}

/** Lets a panel run one bundle of dist/webview. It can load nothing else than its own files and `readable`. */
export function fillPanel(
  panel: vscode.WebviewPanel,
  { extensionUri, name, readable, remembered }: PanelContent,
): void {
  const own = vscode.Uri.joinPath(extensionUri, 'dist', 'webview');
  panel.webview.options = { enableScripts: true, localResourceRoots: [own, ...readable] };
  const address = (file: string) => panel.webview.asWebviewUri(vscode.Uri.joinPath(own, file)).toString();
  const metas = { translations: vscode.l10n.bundle ?? {}, ...(remembered && { remembered }) };
  panel.webview.html = page(panel.webview.cspSource, address(`${name}.js`), { style: address(`${name}.css`), metas });
}

/** For a page that the editor does not load: conversations and what else is shown are there again in the window that is loaded anew. */
export async function offerReload(): Promise<void> {
  const reload = vscode.l10n.t('Reload Window');
  const sentence = vscode.l10n.t(
    'The editor has not loaded the page of this panel. It may do so in a window that is loaded again.',
  );
  const chosen = await vscode.window.showWarningMessage(sentence, reload);
  if (chosen !== undefined) await vscode.commands.executeCommand('workbench.action.reloadWindow');
}

function page(source: string, script: string, { style, metas }: { style: string; metas: object }): string {
  const nonce = randomBytes(16).toString('hex');
  const policy = `default-src 'none'; img-src ${source} data:; media-src ${source} blob:; style-src ${source} 'nonce-${nonce}'; font-src ${source}; script-src 'nonce-${nonce}'`;
  return `<!doctype html>
<html lang="${escaped(vscode.env.language)}">
  <head>
    <meta charset="utf-8" />
    <meta http-equiv="Content-Security-Policy" content="${policy}" />
    <!-- The toolkit's controls mark with it the one style that they try out. -->
    <meta property="csp-nonce" content="${nonce}" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    ${Object.entries(metas).map(metaOf).join('\n    ')}
    <title>HoVLE</title>
    <link rel="stylesheet" href="${style}" />
  </head>
  <body>
    <script type="module" nonce="${nonce}" src="${script}"></script>
  </body>
</html>`;
}

const metaOf = ([name, value]: [string, unknown]) =>
  `<meta name="${name}" content="${escaped(JSON.stringify(value))}" />`;

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}
