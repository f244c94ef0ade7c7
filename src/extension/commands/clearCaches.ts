import * as vscode from 'vscode';
import type { EngineApi } from '../../engine/api/engineApi.ts';
import type { ClearedModel, CompiledModel } from '../../engine/api/modelApi.ts';
import { errorText } from '../errorText.ts';
import type { HoverParts } from '../hover/hoverParts.ts';
import { sizeText } from '../sizeText.ts';

/** What is kept, and by whom. */
interface CacheParts extends Pick<HoverParts, 'explanations' | 'thumbnails'> {
  engine: Pick<EngineApi, 'listCompiled' | 'clearCompiled'>;
}

/** *HoVLE: Clear Caches*: lets the user choose among what is kept because it takes long to make, with what it takes. */
export async function clearCaches(parts: CacheParts): Promise<void> {
  const chosen = await vscode.window.showQuickPick(listCaches(parts), {
    title: vscode.l10n.t('HoVLE: Clear Caches'),
    placeHolder: vscode.l10n.t('What to remove; it is made again when it is needed'),
    canPickMany: true,
    matchOnDetail: true,
  });
  if (!chosen || chosen.length === 0) return;
  await Promise.all(chosen.flatMap(({ clear }) => (clear ? [clear()] : [])));
  const ids = chosen.flatMap(({ id }) => (id === undefined ? [] : [id]));
  const models = ids.length === 0 ? [] : await parts.engine.clearCompiled({ ids });
  const own = chosen.filter(({ clear }) => clear !== undefined);
  tell([...own, ...models.filter(({ outcome }) => outcome === 'removed')], models);
}

interface CacheItem extends vscode.QuickPickItem {
  sizeBytes: number;
  /** Of what the extension keeps itself. */
  clear?: () => Promise<void>;
  /** Of a compiled model. */
  id?: string;
}

async function listCaches({ explanations, thumbnails, engine }: CacheParts): Promise<CacheItem[]> {
  const [answers, copies, models] = await Promise.all([
    explanations.sizeBytes(),
    thumbnails.sizeBytes(),
    engine.listCompiled().catch(showReason),
  ]);
  return [
    ownItem(vscode.l10n.t('Answers that hovers and descriptions kept'), answers, () => explanations.clear()),
    ownItem(vscode.l10n.t('Copies of pictures for hovers'), copies, () => thumbnails.clear()),
    ...(models.length === 0 ? [] : [separator(), ...models.map(modelItem)]),
  ];
}

/** What the extension keeps itself can be cleared without the engine. */
function showReason(error: unknown): CompiledModel[] {
  void vscode.window.showWarningMessage(errorText(error));
  return [];
}

function ownItem(label: string, sizeBytes: number, clear: () => Promise<void>): CacheItem {
  return { label, description: sizeText(sizeBytes), picked: true, sizeBytes, clear };
}

const separator = (): CacheItem => ({
  label: vscode.l10n.t('Compiled models'),
  kind: vscode.QuickPickItemKind.Separator,
  sizeBytes: 0,
});

/** Large ones take minutes to make: they are not chosen from the beginning. */
function modelItem({ id, model, precision, checkpoint, sizeBytes }: CompiledModel): CacheItem {
  const detail = checkpoint === undefined ? {} : { detail: checkpoint };
  return { label: model, description: `${precision} · ${sizeText(sizeBytes)}`, ...detail, sizeBytes, id };
}

function tell(removed: readonly { sizeBytes: number }[], models: readonly ClearedModel[]): void {
  const bytes = removed.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  const done = removed.length === 0 ? [] : [vscode.l10n.t('Caches cleared: {0}.', sizeText(bytes))];
  const left = models.flatMap((model) => reasons[model.outcome](model));
  const text = [...done, ...left].join(' ');
  if (left.length > 0) void vscode.window.showWarningMessage(text);
  else void vscode.window.showInformationMessage(text);
}

/** Why a compiled model was left. */
const reasons: { readonly [outcome in ClearedModel['outcome']]: (model: CompiledModel) => string[] } = {
  removed: () => [],
  'in use': ({ model, precision }) => [
    vscode.l10n.t('{0} ({1}) is in use by an evaluation or another program, and stays.', model, precision),
  ],
  compiling: ({ model, precision }) => [vscode.l10n.t('{0} ({1}) is being compiled, and stays.', model, precision)],
};
