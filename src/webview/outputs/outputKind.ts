import type { FromOutput } from '../protocol.ts';
import { element } from '../shared/element.ts';
import { setTranslations, t } from '../shared/localise.ts';
import { baseStyle } from './baseStyle.ts';

/** How one kind of output of a notebook is read and drawn. */
export interface OutputKind<Value> {
  /** Rules beside those that all outputs share. */
  readonly style: string;
  /** What the output holds; undefined for what is none: files are edited by hand. Its version has been looked at. */
  readonly read: (facts: Readonly<Record<string, unknown>>) => Value | undefined;
  /** `kept` belongs to the output for as long as the notebook is open: what its reader has chosen outlives drawing it again. */
  readonly draw: (value: Value, tools: OutputTools) => HTMLElement;
}

export interface OutputTools {
  /** Sends to the extension; absent where the notebook is shown without it. */
  readonly post?: (message: FromOutput) => void;
  readonly kept: Map<string, unknown>;
  /** Called when the output is drawn again or goes. */
  readonly onClose: (close: () => void) => void;
}

/** What the notebook gives a renderer. */
export interface RendererContext {
  readonly postMessage?: (message: FromOutput) => void;
  readonly onDidReceiveMessage?: (listener: (message: unknown) => void) => void;
}

interface OutputItem {
  readonly id: string;
  json(): unknown;
}

/** The version of the form that this reads. */
const knownVersion = 1;

/** A renderer of one kind of output. What cannot be shown is a sentence. */
export function outputRenderer<Value>(kind: OutputKind<Value>, { postMessage, onDidReceiveMessage }: RendererContext) {
  const style = element('style', { text: baseStyle + kind.style });
  document.head.append(style);
  const shown = new Map<string, Shown>();
  onDidReceiveMessage?.((message) => {
    if (!isObject(message) || message['kind'] !== 'texts') return;
    setTranslations(message['texts']);
    for (const { draw } of shown.values()) draw();
  });
  postMessage?.({ kind: 'texts' });
  return {
    renderOutputItem(item: OutputItem, parent: HTMLElement): void {
      const before = shown.get(item.id);
      const { kept, closers }: Omit<Shown, 'draw'> = before ?? { kept: new Map<string, unknown>(), closers: [] };
      const onClose = (close: () => void) => void closers.push(close);
      const tools = { kept, onClose, ...(postMessage && { post: postMessage }) };
      const draw = () => {
        closeAll(closers);
        // A live output is drawn again and again: what its reader has opened stays open.
        const open = [...parent.querySelectorAll('details')].map((details) => details.open);
        parent.replaceChildren(drawn(item, kind, tools));
        for (const [i, details] of parent.querySelectorAll('details').entries()) details.open = open[i] ?? details.open;
      };
      shown.set(item.id, { draw, kept, closers });
      draw();
    },
    disposeOutputItem(id?: string): void {
      for (const [own, { closers }] of shown)
        if (id === undefined || own === id) {
          closeAll(closers);
          shown.delete(own);
        }
    },
  };
}

/** An output on the page. */
interface Shown {
  readonly draw: () => void;
  readonly kept: Map<string, unknown>;
  readonly closers: (() => void)[];
}

function closeAll(closers: (() => void)[]): void {
  for (const close of closers.splice(0)) close();
}

function drawn<Value>(item: OutputItem, kind: OutputKind<Value>, tools: OutputTools): HTMLElement {
  const facts = factsOf(item);
  const version = facts?.['version'];
  if (facts && typeof version === 'number' && version > knownVersion) return newer();
  const value = facts && version === knownVersion ? kind.read(facts) : undefined;
  return value === undefined ? damaged() : kind.draw(value, tools);
}

function factsOf(item: OutputItem): Readonly<Record<string, unknown>> | undefined {
  try {
    const facts = item.json();
    return isObject(facts) ? facts : undefined;
  } catch {
    // What is no JSON was edited by hand.
    return undefined;
  }
}

const sentence = (text: string): HTMLElement => element('p', { className: 'hovle-output', text });

/** What stands for an output that only a later HoVLE can read. */
export const newer = () =>
  sentence(
    t(
      'This output was written by a newer version of HoVLE. Update HoVLE to see it here; the notebook keeps it as text as well.',
    ),
  );
/** What stands for an output whose data does not fit together. */
export const damaged = () =>
  sentence(t('This output cannot be shown: its data was changed or is incomplete. Run the cell again.'));

/** Whether a value may be looked into. */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
