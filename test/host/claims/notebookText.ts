/** A notebook of Jupyter's format with these questions; below a note, where there are several. */
export function notebookText(...questions: string[]): string {
  const note = { cell_type: 'markdown', id: 'note', metadata: {}, source: '# Cells' };
  const cells = questions.map((source, index) => ({
    ...{ cell_type: 'code', execution_count: null, id: `question-${index}` },
    ...{ metadata: { vscode: { languageId: 'hovle' } }, outputs: [], source },
  }));
  return JSON.stringify({
    cells: questions.length > 1 ? [note, ...cells] : cells,
    metadata: {},
    nbformat: 4,
    nbformat_minor: 5,
  });
}
