import type { ModelSummary } from '../../engine/api/modelApi.ts';
import { localise } from '../localise.ts';

/** How a model stands in a list to choose from. */
export interface ModelItem {
  name: string;
  /** Of the editor. */
  icon: string;
  description: string;
  detail: string;
}

/** One model in a few words: size, layout, what is ready, and where it is. */
export function modelItem({ name, folder, layout, parameterCount, trained, compiled }: ModelSummary): ModelItem {
  const ready = compiled.length > 0 ? [localise('ready as {0}', compiled.join(', '))] : [];
  const warning = trained ? [] : [localise('untrained')];
  return {
    name,
    icon: trained ? 'eye' : 'beaker',
    description: [layouts[layout], localise('{0} parameters', shortCount(parameterCount)), ...warning, ...ready].join(
      ' · ',
    ),
    detail: folder,
  };
}

const layouts: { readonly [layout in ModelSummary['layout']]: string } = { hovle: 'HoVLE', internvl2: 'InternVL2' };

/** 2.6 B, 410 M, 52 K */
export function shortCount(count: number): string {
  const [divisor, letter] = count >= 1e9 ? [1e9, ' B'] : count >= 1e6 ? [1e6, ' M'] : [1e3, ' K'];
  const value = count / divisor;
  return `${value >= 10 ? Math.round(value) : Number(value.toFixed(1))}${letter}`;
}
