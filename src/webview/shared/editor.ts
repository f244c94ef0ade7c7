import { isRollCall, present } from '../rollCall.ts';
import { isRecord } from './isRecord.ts';

/** The editor's side of a webview. */
export interface Editor<Message> {
  send(message: Message): void;
  /** What was kept before the page was loaded again; the editor does not vouch for it. */
  kept(): unknown;
  /** Keeps plain data for when the page is loaded again. */
  keep(state: object): void;
}

/** Connects to the editor and calls `receive` with each of its messages. */
export function connectEditor<Outgoing>(receive: (message: unknown) => void): Editor<Outgoing> {
  const api = acquireVsCodeApi();
  window.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
    if (isRollCall(data)) api.postMessage(present);
    else receive(data);
  });
  const remembered = readRemembered();
  return {
    send: (message) => api.postMessage(message),
    kept: () => newerOf(api.getState(), remembered),
    keep: (state) => {
      const marked = remembered ? { ...state, panel: remembered['panel'], at: Date.now() } : state;
      api.setState(marked);
      // The editor writes down what it is given now and then; the extension, which is told as well, does at once.
      if (remembered) api.postMessage({ kind: 'keep', state: marked });
    },
  };
}

/** What the extension remembers of this panel; undefined where it remembers none. */
function readRemembered(): Record<string, unknown> | undefined {
  const json = document.querySelector<HTMLMetaElement>('meta[name=remembered]')?.content;
  const value: unknown = json === undefined ? undefined : JSON.parse(json);
  return isRecord(value) ? value : undefined;
}

/** A page that is shown again carries what was remembered when it was made, and the editor has kept more since. */
function newerOf(kept: unknown, remembered: Record<string, unknown> | undefined): unknown {
  if (!remembered || !isRecord(kept)) return remembered ?? kept;
  return Number(kept['at'] ?? 0) > Number(remembered['at'] ?? 0) ? kept : remembered;
}

/** Provided by the editor, once. */
declare function acquireVsCodeApi(): {
  postMessage(message: unknown): void;
  getState(): unknown;
  setState(state: unknown): void;
};
