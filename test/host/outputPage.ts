import type { WebviewOptions, WebviewPage } from './webviewPage.ts';

/** A page as a notebook has it, for the renderer of this name. */
export function outputPage(name: string): Omit<WebviewOptions, 'theme'> {
  return { name, width: 800, height: 700, isRenderer: true };
}

/** Pictures beside the notebook are there. */
export async function servePictures(view: WebviewPage): Promise<void> {
  await view.page.route('**/*.png', (route) =>
    route.fulfill({
      contentType: 'image/svg+xml',
      body: '<svg xmlns="http://www.w3.org/2000/svg" width="60" height="40"><circle cx="30" cy="20" r="18" fill="teal"/></svg>',
    }),
  );
}

/** Lets the renderer draw an output that holds `value`, in place of what is there. A text is not JSON. */
export async function renderOutput(
  view: WebviewPage,
  renderer: string,
  value: unknown,
  messaging: 'answered' | 'none' = 'answered',
): Promise<void> {
  const json =
    typeof value === 'string' ? `() => { throw new SyntaxError('no JSON') }` : `() => (${JSON.stringify(value)})`;
  await view.page.evaluate(`(async () => {
    const { activate } = await import('http://webview.test/${renderer}.js');
    if (!window.renderer) {
      const [page, heading, parent] = ['main', 'h1', 'div'].map((tag) => document.createElement(tag));
      heading.textContent = 'The notebook around the output';
      parent.id = 'output';
      page.append(heading, document.createElement('h2'), parent);
      page.children[1].textContent = 'A cell';
      document.body.replaceChildren(page);
      const postMessage = (message) => sentMessages.push(message);
      const answered = { postMessage, onDidReceiveMessage: (listener) => (window.reply = listener) };
      window.renderer = activate(${messaging === 'answered' ? 'answered' : '{}'});
    }
    await window.renderer.renderOutputItem({ id: '1', json: ${json} }, document.getElementById('output'));
  })()`);
}

/** Answers what the output has asked. */
export async function reply(view: WebviewPage, message: unknown): Promise<void> {
  await view.page.evaluate(`reply(${JSON.stringify(message)})`);
}
