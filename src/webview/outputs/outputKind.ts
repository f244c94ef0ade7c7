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
  readonly draw: (value: Value, tools: OutputTools<Value>) => HTMLElement;
}

export interface OutputTools<Value> {
  /** Sends to the extension; absent where the notebook is shown without it. */
  readonly post?: (message: FromOutput) => void;
  readonly kept: Map<string, unknown>;
  /** Called when the output is drawn again or goes. */
  readonly onClose: (close: () => void) => void;
  /**
   * Takes what the output holds next, in place of drawing all of it again. An output that grows while its reader types,
   * drags or has opened something in it shows what is new so, and leaves the rest alone.
   */
  readonly onUpdate: (show: (value: Value) => void) => void;
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
  document.head.append(element('style', { text: baseStyle + kind.style }));
  const shown = new Map<string, Shown<Value>>();
  onDidReceiveMessage?.((message) => {
    if (!isObject(message) || message['kind'] !== 'texts') return;
    setTranslations(message['texts']);
    for (const one of shown.values()) one.drawAgain();
  });
  postMessage?.({ kind: 'texts' });
  return {
    renderOutputItem(item: OutputItem, parent: HTMLElement): void {
      const one = shown.get(item.id) ?? new Shown(kind, postMessage);
      shown.set(item.id, one);
      one.show(factsOf(item), parent);
    },
    disposeOutputItem(id?: string): void {
      for (const [own, one] of shown)
        if (id === undefined || own === id) {
          one.close();
          shown.delete(own);
        }
    },
  };
}

type Facts = Readonly<Record<string, unknown>>;

/** An output on the page. */
class Shown<Value> {
  readonly #kind: OutputKind<Value>;
  readonly #post: RendererContext['postMessage'];
  readonly #kept = new Map<string, unknown>();
  #closers: (() => void)[] = [];
  #update: ((value: Value) => void) | undefined;
  #element: HTMLElement | undefined;
  #parent: HTMLElement | undefined;
  #facts: Facts | undefined;
  /** What is shown, to be compared: a cell that works writes its output again and again, whether there is news or not. */
  #json: string | undefined;

  constructor(kind: OutputKind<Value>, post: RendererContext['postMessage']) {
    this.#kind = kind;
    this.#post = post;
  }

  show(facts: Facts | undefined, parent: HTMLElement): void {
    const json = JSON.stringify(facts);
    const isNew = json !== this.#json || !this.#element;
    [this.#facts, this.#json, this.#parent] = [facts, json, parent];
    const next = isNew && this.#update ? this.#read() : undefined;
    if (next !== undefined && typeof next !== 'string') this.#update?.(next.value);
    else if (isNew) this.drawAgain();
    if (this.#element && parent.firstChild !== this.#element) parent.replaceChildren(this.#element);
  }

  /** Draws all of it anew, in other words perhaps: what its reader has opened stays open. */
  drawAgain(): void {
    const open = [...(this.#element?.querySelectorAll('details') ?? [])].map((details) => details.open);
    this.#draw();
    for (const [i, details] of this.#element?.querySelectorAll('details').entries() ?? [])
      details.open = open[i] ?? details.open;
    this.#parent?.replaceChildren(...(this.#element ? [this.#element] : []));
  }

  close(): void {
    this.#update = undefined;
    for (const close of this.#closers.splice(0)) close();
  }

  #draw(): void {
    this.close();
    const read = this.#read();
    if (typeof read === 'string') {
      this.#element = read === 'newer' ? newer() : damaged();
      return;
    }
    const {
      onClose,
      onUpdate,
    }: Pick<OutputTools<Value>, 'onClose' | 'onUpdate'> = {
      onClose: (close) => this.#closers.push(close),
      onUpdate: (show) => (this.#update = show),
    };
    const tools = { kept: this.#kept, onClose, onUpdate, ...(this.#post && { post: this.#post }) };
    this.#element = this.#kind.draw(read.value, tools);
  }

  /** What the output holds, or why that cannot be shown. */
  #read(): { value: Value } | 'newer' | 'damaged' {
    const version = this.#facts?.['version'];
    if (typeof version === 'number' && version > knownVersion) return 'newer';
    const value = this.#facts && version === knownVersion ? this.#kind.read(this.#facts) : undefined;
    return value === undefined ? 'damaged' : { value };
  }
}

function factsOf(item: OutputItem): Facts | undefined {
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
