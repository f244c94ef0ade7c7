import * as vscode from 'vscode';
import type { Occasion } from '../../engine/api/wordings.ts';
import { askFor } from '../askFor.ts';
import { chooseImages } from '../images/chosenImages.ts';
import { explainedEndings } from '../images/imageFiles.ts';
import type { Explaining } from './explainImage.ts';

/** Ways to look at a picture. */
export type DescribeMode = 'general' | DescribedAs;

type DescribedAs = Exclude<Occasion, 'hover' | 'caption' | 'altText'>;

/** What each way asks; the general question is the user's own. */
const modeQuestions: { readonly [mode in DescribedAs]: string } = {
  text: 'Write down all text in this image, line by line, exactly as it stands there.',
  interface:
    'This is a screenshot of a user interface. Describe its parts and their state, and say what can be done next.',
  chart: 'This is a chart. Say what it shows: title, axes, units, the main values and the trend.',
  diagram: 'This is a diagram. Name its parts, say how they are connected, and what it explains.',
};

/** *Explain Image As…*: asks which way to look, then explains. */
export async function explainImageAs(parts: Explaining, clicked?: unknown, selected?: unknown): Promise<void> {
  const images = await chooseImages(clicked, selected, vscode.l10n.t('Images to explain'), explainedEndings);
  const choice = images && (await vscode.window.showQuickPick(modes(), { title: vscode.l10n.t('Explain Image As') }));
  if (!images || !choice) return;
  await parts.explain(images, await questionFor(parts, choice.mode));
}

/** *Extract Text*: the text in pictures, as it stands. */
export async function extractText(parts: Explaining, clicked?: unknown, selected?: unknown): Promise<void> {
  const images = await chooseImages(clicked, selected, vscode.l10n.t('Images with text'), explainedEndings);
  if (images) await parts.explain(images, await questionFor(parts, 'text'));
}

async function questionFor({ settings, models }: Explaining, mode: DescribeMode): Promise<string> {
  return mode === 'general' ? settings().explainQuestion : ((await models.wordings())[mode] ?? modeQuestions[mode]);
}

/** *Ask About Image…*: a question of one's own. */
export async function askAboutImage(parts: Explaining, clicked?: unknown, selected?: unknown): Promise<void> {
  const images = await chooseImages(clicked, selected, vscode.l10n.t('Images to ask about'), explainedEndings);
  const prompt = vscode.l10n.t('What do you want to know?');
  const question = images && (await askFor(vscode.l10n.t('Ask About Image'), prompt));
  if (images && question?.trim()) await parts.explain(images, question.trim());
}

interface ModeItem extends vscode.QuickPickItem {
  mode: DescribeMode;
}

function modes(): ModeItem[] {
  return [
    { mode: 'general', label: `$(eye) ${vscode.l10n.t('Picture')}`, detail: vscode.l10n.t('What is in it') },
    {
      mode: 'text',
      label: `$(whole-word) ${vscode.l10n.t('Text')}`,
      detail: vscode.l10n.t('Every word, line by line'),
    },
    {
      mode: 'interface',
      label: `$(window) ${vscode.l10n.t('User interface')}`,
      detail: vscode.l10n.t('Its parts and their state'),
    },
    { mode: 'chart', label: `$(graph) ${vscode.l10n.t('Chart')}`, detail: vscode.l10n.t('Axes, values and the trend') },
    {
      mode: 'diagram',
      label: `$(type-hierarchy) ${vscode.l10n.t('Diagram')}`,
      detail: vscode.l10n.t('Parts and how they are connected'),
    },
  ];
}
