import * as vscode from 'vscode';
import { errorText } from '../errorText.ts';
import type { Explanation } from '../explain/explanationCache.ts';
import type { PictureFacts } from '../images/pictureFacts.ts';
import { liveMarkdown } from '../notebook/answerText.ts';
import { plainText } from '../notebook/plainText.ts';
import { sizeText } from '../sizeText.ts';

/** The command behind the link in a hover: the only one that a hover may run. */
const explainHereCommand = 'hovle.explainHere';

/** The picture itself, at most as large as a hover should be; then its pixels, format and size. */
export function pictureMarkdown(
  name: string,
  thumbnail: string | undefined,
  facts: PictureFacts,
): vscode.MarkdownString {
  const { width, height } = displaySize(facts);
  const picture =
    thumbnail === undefined ? [] : [`![${plainText(name)}](${thumbnail}|width=${width},height=${height})`];
  const unreadable = facts.pixels ? [] : [plainText(vscode.l10n.t('{0} is not a picture that can be read.', name))];
  return new vscode.MarkdownString([...picture, ...unreadable, factsLine(facts)].join('\n\n'));
}

/** A link that explains the picture here, when somebody clicks it. */
export function explainLink(place: unknown[]): vscode.MarkdownString {
  const address = `command:${explainHereCommand}?${encodeURIComponent(JSON.stringify(place))}`;
  const markdown = new vscode.MarkdownString(`[$(eye) ${vscode.l10n.t('Explain Image')}](${address})`, true);
  markdown.isTrusted = { enabledCommands: [explainHereCommand] };
  return markdown;
}

/** The words of a model: nothing in them may act on the reader. */
export function explanationMarkdown({ text, trained, provenance }: Explanation): vscode.MarkdownString {
  const words = liveMarkdown(text || `*(${vscode.l10n.t('no words')})*`, trained);
  return new vscode.MarkdownString(`${words}\n\n*${plainText(provenance)}*`);
}

/** A line that says what goes on. */
export function waitingMarkdown(): vscode.MarkdownString {
  return new vscode.MarkdownString(`$(loading~spin) ${vscode.l10n.t('Looking at the picture …')}`, true);
}

/** Why there is no picture or no explanation. */
export function failureMarkdown(error: unknown): vscode.MarkdownString {
  return new vscode.MarkdownString(plainText(errorText(error)));
}

/** A sentence of this extension. */
export function sentenceMarkdown(sentence: string): vscode.MarkdownString {
  return new vscode.MarkdownString(plainText(sentence));
}

/** 640 × 400 · PNG · 12 KB, or: Page 2 of 12 · PDF · 12 KB */
function factsLine({ pixels, page, sizeBytes }: PictureFacts): string {
  if (page) return [vscode.l10n.t('Page {0} of {1}', page.number, page.of), 'PDF', sizeText(sizeBytes)].join(' · ');
  const known = pixels ? [`${pixels.width} × ${pixels.height}`, plainText(pixels.format)] : [];
  return [...known, sizeText(sizeBytes)].join(' · ');
}

const mostWidth = 360;
/** The editor shows 250 pixels of a hover before one has to scroll: the facts and the link are to be among them. */
const mostHeight = 160;

function displaySize({ pixels }: PictureFacts): { width: number; height: number } {
  const { width, height } = pixels ?? { width: mostWidth, height: mostHeight };
  const scale = Math.min(1, mostWidth / Math.max(1, width), mostHeight / Math.max(1, height));
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}
