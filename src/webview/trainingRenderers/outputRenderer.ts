import { useChartStyle } from '../shared/chart/chartStyle.ts';
import { element } from '../shared/element.ts';

/** What the notebook gives a renderer to draw. */
interface OutputItem {
  readonly id: string;
  json(): unknown;
}

/** How one kind of output is read and drawn. */
export interface OutputKind<T> {
  /** The version of the form that is read. */
  readonly version: number;
  /** Undefined for what is not of this kind: files are edited by hand. */
  readonly read: (value: Readonly<Record<string, unknown>>) => T | undefined;
  readonly draw: (value: T) => HTMLElement[];
  readonly sentences: { readonly newer: string; readonly damaged: string };
  readonly style: string;
}

/** A renderer of one kind of output. What cannot be shown is a sentence. */
export function outputRenderer<T>(kind: OutputKind<T>) {
  useChartStyle();
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(kind.style);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  return {
    renderOutputItem(item: OutputItem, parent: HTMLElement): void {
      const open = openParts(parent);
      parent.replaceChildren(element('div', { className: 'hovle-output' }, ...drawn(item, kind)));
      // A live output is drawn again and again: what its reader has opened stays open.
      for (const [i, details] of parent.querySelectorAll('details').entries()) details.open = open[i] ?? false;
    },
  };
}

function openParts(parent: HTMLElement): boolean[] {
  return [...parent.querySelectorAll('details')].map(({ open }) => open);
}

function drawn<T>(item: OutputItem, { version, read, draw, sentences }: OutputKind<T>): HTMLElement[] {
  const value = jsonOf(item);
  if (isObject(value) && typeof value['version'] === 'number' && value['version'] > version)
    return [element('p', { text: sentences.newer })];
  const known = isObject(value) && value['version'] === version ? read(value) : undefined;
  return known === undefined ? [element('p', { text: sentences.damaged })] : draw(known);
}

function jsonOf(item: OutputItem): unknown {
  try {
    return item.json();
  } catch {
    // What is no JSON was edited by hand.
    return undefined;
  }
}

/** Whether a value may be looked into. */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
