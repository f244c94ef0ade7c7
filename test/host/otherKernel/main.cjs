const vscode = require('vscode');

/** A kernel of another extension, as a Python one is: it says what it ran, and gives a picture. */
exports.activate = (context) => {
  const controller = vscode.notebooks.createNotebookController('other', 'jupyter-notebook', 'Another kernel', run);
  controller.supportedLanguages = ['python'];
  context.subscriptions.push(controller);

  async function run(cells) {
    for (const cell of cells) {
      const execution = controller.createNotebookCellExecution(cell);
      execution.start(Date.now());
      await execution.replaceOutput([textOutput(`ran elsewhere: ${cell.document.getText()}`), await plot()]);
      execution.end(true, Date.now());
    }
  }
};

function textOutput(text) {
  return new vscode.NotebookCellOutput([vscode.NotebookCellOutputItem.text(text, 'text/plain')]);
}

/** A picture of the workspace. */
async function plot() {
  const [folder] = vscode.workspace.workspaceFolders;
  const bytes = await vscode.workspace.fs.readFile(vscode.Uri.joinPath(folder.uri, 'chart.png'));
  return new vscode.NotebookCellOutput([
    new vscode.NotebookCellOutputItem(bytes, 'image/png'),
    vscode.NotebookCellOutputItem.text('<Figure>', 'text/plain'),
  ]);
}
