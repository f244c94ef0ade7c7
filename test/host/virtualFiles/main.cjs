const { readdirSync, readFileSync } = require('node:fs');
const path = require('node:path');
const vscode = require('vscode');

/** Files that lie on no disk, as those of a repository that is read over the network: copies of the examples, and a page. */
exports.activate = (context) => {
  const files = new Map([['/page.html', Buffer.from('<img src="chart.png">\n')]]);
  const examples = process.env.HOVLE_TEST_EXAMPLES;
  for (const name of readdirSync(examples)) files.set(`/${name}`, readFileSync(path.join(examples, name)));
  const changed = new vscode.EventEmitter();
  const file = (uri) => {
    const bytes = files.get(uri.path);
    if (!bytes) throw vscode.FileSystemError.FileNotFound(uri);
    return bytes;
  };
  const provider = {
    onDidChangeFile: changed.event,
    watch: () => new vscode.Disposable(() => undefined),
    stat: (uri) =>
      uri.path === '/'
        ? { type: vscode.FileType.Directory, ctime: 0, mtime: 0, size: 0 }
        : { type: vscode.FileType.File, ctime: 0, mtime: 1, size: file(uri).length },
    readDirectory: () => [...files.keys()].map((name) => [name.slice(1), vscode.FileType.File]),
    readFile: (uri) => new Uint8Array(file(uri)),
    writeFile: (uri, bytes) => void files.set(uri.path, Buffer.from(bytes)),
    createDirectory: () => undefined,
    delete: (uri) => void files.delete(uri.path),
    rename: () => undefined,
  };
  context.subscriptions.push(vscode.workspace.registerFileSystemProvider('memory', provider));
};
