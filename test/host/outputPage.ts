import type { Browser } from 'playwright-core';
import { openWebview } from './webviewPage.ts';
import type { ThemeName, WebviewPage } from './webviewPage.ts';

/** How a page with one output of a notebook is opened. */
export interface OutputOptions {
  renderer: string;
  theme?: ThemeName;
  width?: number;
}

/** The bundle of a renderer in a page as the notebook has it; pictures beside the notebook are there. */
export async function openOutput(browser: Browser, { renderer, theme = 'dark', width = 800 }: OutputOptions) {
  const view = await openWebview(browser, { name: renderer, theme, width, height: 700, isRenderer: true });
  await view.page.route('**/*.png', (route) =>
    route.fulfill({
      contentType: 'image/svg+xml',
      body: '<svg xmlns="http://www.w3.org/2000/svg" width="60" height="40"><circle cx="30" cy="20" r="18" fill="teal"/></svg>',
    }),
  );
  return view;
}

/** Lets the renderer draw an output that holds `value`, in place of what is there. A text is not JSON. */
export async function renderOutput(view: WebviewPage, renderer: string, value: unknown): Promise<void> {
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
      window.renderer = activate({ postMessage, onDidReceiveMessage: (listener) => (window.reply = listener) });
    }
    window.renderer.renderOutputItem({ id: '1', json: ${json} }, document.getElementById('output'));
  })()`);
}
