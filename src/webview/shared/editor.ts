/** The editor's side of a webview. */
export interface Editor<Message> {
  send(message: Message): void;
  /** What was kept before the page was loaded again; the editor does not vouch for it. */
  kept(): unknown;
  /** Keeps plain data for when the page is loaded again. */
  keep(state: unknown): void;
}

/** Connects to the editor and calls `receive` with each of its messages. */
export function connectEditor<Outgoing>(receive: (message: unknown) => void): Editor<Outgoing> {
  const api = acquireVsCodeApi();
  window.addEventListener('message', ({ data }: MessageEvent<unknown>) => receive(data));
  return {
    send: (message) => api.postMessage(message),
    kept: () => api.getState(),
    keep: (state) => api.setState(state),
  };
}

/** Provided by the editor, once. */
declare function acquireVsCodeApi(): {
  postMessage(message: unknown): void;
  getState(): unknown;
  setState(state: unknown): void;
};
