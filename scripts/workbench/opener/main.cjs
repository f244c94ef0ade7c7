// Opens one notebook when a window has started. The address of a window can name a file too, but on a first start it is
// opened before the workbench knows that an extension shows such files as notebooks.
const vscode = require('vscode');

exports.activate = async () => {
  const file = process.env['HOVLE_WORKBENCH_OPEN'];
  const isOpen = vscode.window.tabGroups.all.some(({ tabs }) => tabs.length > 0);
  if (file && !isOpen) await vscode.commands.executeCommand('vscode.openWith', vscode.Uri.file(file), 'hovle');
};
