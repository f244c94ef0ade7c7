import * as vscode from 'vscode';
import type { DocumentImages } from '../images/documentImages.ts';
import { documentSelector } from '../images/documentSelector.ts';
import type { AltSlot, AltState, ImageReference } from '../images/references/imageReference.ts';

/** Offers to describe the picture that is pointed at: quick fixes where the description is missing, rewrites where there is one. */
export function registerAltActions(images: DocumentImages): vscode.Disposable {
  const provider = {
    provideCodeActions: (...at: [vscode.TextDocument, vscode.Range, vscode.CodeActionContext]) =>
      actions(images, ...at),
  };
  const providedCodeActionKinds = [vscode.CodeActionKind.QuickFix, vscode.CodeActionKind.RefactorRewrite];
  return vscode.languages.registerCodeActionsProvider(documentSelector(), provider, { providedCodeActionKinds });
}

async function actions(
  images: DocumentImages,
  document: vscode.TextDocument,
  range: vscode.Range,
  { diagnostics }: vscode.CodeActionContext,
): Promise<vscode.CodeAction[]> {
  const [from, to] = [document.offsetAt(range.start), document.offsetAt(range.end)];
  const references = await images.find(document);
  const here = references.find(({ alt, construct }) => alt && construct.from <= to && from <= construct.to);
  if (!here?.alt) return [];
  const own = diagnostics.filter(({ source }) => source === diagnosticSource);
  return offers[here.alt.state](here.alt).map((offer) => toAction(offer, document, here, own));
}

/** What marks of missing descriptions say they come from. */
export const diagnosticSource = 'HoVLE';

interface Offer {
  title: string;
  command: string;
  isFix: boolean;
}

const generate = (isFix: boolean) => ({
  title: vscode.l10n.t('Generate alt text'),
  command: 'hovle.generateAltText',
  isFix,
});
const refine = () => ({ title: vscode.l10n.t('Refine alt text'), command: 'hovle.refineAltText', isFix: false });
const decorate = () => ({
  title: vscode.l10n.t('Mark image as decorative'),
  command: 'hovle.markDecorative',
  isFix: true,
});

const offers: { readonly [state in AltState]: (slot: AltSlot) => Offer[] } = {
  // In Markdown an empty description is a missing one: nothing says that it is meant.
  missing: ({ escape }) => [generate(true), ...(escape === 'markdown' ? [] : [decorate()])],
  empty: () => [generate(false)],
  text: () => [refine()],
  expression: () => [],
  exempt: () => [generate(false)],
};

function toAction(
  offer: Offer,
  document: vscode.TextDocument,
  reference: ImageReference,
  diagnostics: vscode.Diagnostic[],
) {
  const kind = offer.isFix ? vscode.CodeActionKind.QuickFix : vscode.CodeActionKind.RefactorRewrite;
  const action = new vscode.CodeAction(offer.title, kind);
  action.command = { title: offer.title, command: offer.command, arguments: [document.uri, reference.construct.from] };
  if (offer.isFix) action.diagnostics = diagnostics;
  return action;
}
