/** The editor's side of a webview. */
export interface Editor<Message> {
  send(message: Message): void;
}

/** Connects to the editor and calls `receive` with each of its messages. */
export function connectEditor<Outgoing>(receive: (message: unknown) => void): Editor<Outgoing> {
  const api = acquireVsCodeApi();
  window.addEventListener('message', ({ data }: MessageEvent<unknown>) => receive(data));
  return { send: (message) => api.postMessage(message) };
}

/** Provided by the editor, once. */
declare function acquireVsCodeApi(): { postMessage(message: unknown): void };
