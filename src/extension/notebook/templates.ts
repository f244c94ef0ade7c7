import * as vscode from 'vscode';
import { newCellId } from './serializer.ts';
import { notebookLanguage } from './nbformatCell.ts';
import { toCellMetadata } from './notebookData.ts';
import { readTour } from './tour.ts';

/** A notebook to begin with: cells to change, or the tour. */
export type Template = vscode.QuickPickItem & { cells: readonly TemplateCell[] | 'tour' };

/** A note, or a question. */
type TemplateCell = { note: string } | { question: string };

const t = vscode.l10n.t;

/** What *New Notebook…* offers. */
export const templates: readonly Template[] = [
  {
    label: t('A first question'),
    detail: t('One picture and one question to change'),
    cells: [
      { note: t('Each cell is a picture and a question. Change both, then run the cell.') },
      { question: `![](picture.png)\n${t('What is in this picture?')}` },
    ],
  },
  {
    label: t('Explain a screenshot'),
    detail: t('Paste a picture and ask about what it shows, then go on asking'),
    cells: [
      {
        note: t('Put the cursor below this line of the first cell and paste a screenshot. Then run the cells in turn.'),
      },
      { question: `\n${t('What does this screenshot show? Read out the most important text.')}` },
      { question: `%continue\n${t('What can be clicked here, and what would happen?')}` },
    ],
  },
  {
    label: t('Describe the pictures of a folder'),
    detail: t('A table with a description for each, and a file to go on with'),
    cells: [
      {
        note: t(
          'Change the pattern to your folder, and save this notebook beside it. The table is written to the file behind > as well.',
        ),
      },
      {
        question: `%caption *.png > descriptions.csv\n${t('Describe the image in one sentence, for people who cannot see it.')}`,
      },
    ],
  },
  {
    label: t('Compare two models'),
    detail: t('The same question to both'),
    cells: [
      { note: t('Write the names of two models behind %compare. The editor offers those that are on this machine.') },
      { question: `%compare first-model second-model\n![](picture.png)\n${t('What is in this picture?')}` },
    ],
  },
  {
    label: t('A tour'),
    detail: t('What cells can do, with pictures to try it on'),
    cells: 'tour',
  },
];

/** The template as a new notebook's content. */
export async function templateData({ cells }: Template, extensionUri: vscode.Uri): Promise<vscode.NotebookData> {
  if (cells === 'tour') return readTour(extensionUri);
  return new vscode.NotebookData(
    cells.map((cell) =>
      'note' in cell
        ? toData(vscode.NotebookCellKind.Markup, 'markdown', cell.note)
        : toData(vscode.NotebookCellKind.Code, notebookLanguage, cell.question),
    ),
  );
}

function toData(kind: vscode.NotebookCellKind, language: string, text: string): vscode.NotebookCellData {
  const data = new vscode.NotebookCellData(kind, text, language);
  data.metadata = toCellMetadata({ id: newCellId(), metadata: {}, rest: {} });
  return data;
}
