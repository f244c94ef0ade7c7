import { colourings, type Colouring } from './space/colours.ts';

/** How vectors become places: along the directions in which they differ most, or so that neighbours stay neighbours. */
export const methods = ['pca', 'umap'] as const;
export type Method = (typeof methods)[number];

/** What the user has chosen to see. */
export interface ExplorerState {
  readonly layer: number;
  readonly method: Method;
  readonly colouring: Colouring;
  readonly mapping: Mapping;
  readonly isFlat: boolean;
  /** Dragging draws an outline around points. */
  readonly isLasso: boolean;
  /** The point that neighbours and maps are of. */
  readonly current: number | undefined;
  readonly selected: ReadonlySet<number>;
  readonly query: string;
}

/** What is laid over the pictures. */
export const mappings = ['none', 'similarity', 'components'] as const;
export type Mapping = (typeof mappings)[number];

const firstState: ExplorerState = {
  layer: 0,
  method: 'pca',
  colouring: 'modality',
  mapping: 'similarity',
  isFlat: true,
  isLasso: false,
  current: undefined,
  selected: new Set(),
  query: '',
};

/** A value that tells when it changes. */
export class Store {
  #state: ExplorerState = firstState;
  readonly #listeners: ((state: ExplorerState, before: ExplorerState) => void)[] = [];

  get state(): ExplorerState {
    return this.#state;
  }

  set(some: Partial<ExplorerState>): void {
    const before = this.#state;
    this.#state = { ...before, ...some };
    for (const listener of this.#listeners) listener(this.#state, before);
  }

  onChange(listener: (state: ExplorerState, before: ExplorerState) => void): void {
    this.#listeners.push(listener);
  }
}

/** The part of the state that outlives a reload, out of what the editor kept: each field is taken only if it is one. */
export function readKept(kept: unknown): Partial<ExplorerState> {
  if (typeof kept !== 'object' || kept === null) return {};
  const { layer, method, colouring, mapping, isFlat, isLasso, query, ...points } = kept as Record<string, unknown>; // An object may be looked into.
  const knownMethod = methods.find((one) => one === method);
  const knownColouring = colourings.find((one) => one === colouring);
  const knownMapping = mappings.find((one) => one === mapping);
  return {
    ...(Number.isInteger(layer) && Number(layer) >= 0 && { layer: Number(layer) }),
    ...(knownMethod && { method: knownMethod }),
    ...(knownColouring && { colouring: knownColouring }),
    ...(knownMapping && { mapping: knownMapping }),
    ...(typeof isFlat === 'boolean' && { isFlat }),
    ...(typeof isLasso === 'boolean' && { isLasso }),
    ...(typeof query === 'string' && { query: query.slice(0, longestQuery) }),
    ...readPoints(points),
  };
}

/** Points are numbers; which of them there are, only a survey tells. */
function readPoints({ current, selected }: Record<string, unknown>): Partial<ExplorerState> {
  const isPoint = (value: unknown): value is number => Number.isInteger(value) && Number(value) >= 0;
  const points = Array.isArray(selected) ? selected.slice(0, mostKept).filter(isPoint) : [];
  return { ...(isPoint(current) && { current }), ...(points.length > 0 && { selected: new Set(points) }) };
}

/** The state as it is kept: as plain data, and no more of it than is quickly written. */
export function toKeep({ current, selected, query, ...chosen }: ExplorerState) {
  const points = selected.size > 0 && selected.size <= mostKept ? { selected: [...selected] } : {};
  const text = query === '' ? {} : { query: query.slice(0, longestQuery) };
  return { ...chosen, ...text, ...(current !== undefined && { current }), ...points };
}

const mostKept = 5000;
const longestQuery = 1000;
