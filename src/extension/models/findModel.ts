import type { ModelSummary } from '../../engine/api/modelApi.ts';
import { ExtensionError } from '../extensionError.ts';

/** The model of this name or folder; without a name the first trained one, else the first. */
export function findModel(wanted: string, models: readonly ModelSummary[]): ModelSummary {
  const found = wanted === '' ? firstOf(models) : byName(wanted, models);
  if (found) return found;
  if (wanted === '' || models.length === 0) throw new ExtensionError('model/none', undefined);
  throw new ExtensionError('model/unknown', { name: wanted, known: models.map(({ name }) => name) });
}

/** The model that answers where none was chosen. */
export function firstOf(models: readonly ModelSummary[]): ModelSummary | undefined {
  return models.find(({ trained }) => trained) ?? models[0];
}

/** Whether the text is a path and not the name of a model. */
export function isModelPath(wanted: string): boolean {
  return /[/\\]/.test(wanted) || wanted.startsWith('.') || wanted.startsWith('~');
}

function byName(wanted: string, models: readonly ModelSummary[]): ModelSummary | undefined {
  const folder = withoutSlash(wanted);
  return models.find(({ name }) => name === wanted) ?? models.find((model) => withoutSlash(model.folder) === folder);
}

const withoutSlash = (path: string) => path.replace(/[/\\]+$/, '');
