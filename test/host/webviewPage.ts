import { mkdirSync, readFileSync } from 'node:fs';
import axe from 'axe-core';
import type { Browser, Page } from 'playwright-core';

/** A bundle of dist/webview in a page of its own, as the editor would show it, without the editor. */
export interface WebviewOptions {
  /** Name of the bundle. */
  name: string;
  theme: ThemeName;
  width?: number;
  height?: number;
  /** What the page kept before it was loaded again. */
  kept?: unknown;
  /**
   * Whether the page can draw with WebGL: by a card, which here a program on the processor passes itself off as; by that
   * program as the browser offers it; or not at all.
   */
  webgl?: true | 'by software' | false;
  /** Whether it draws outputs of notebooks: the notebook's page imports such a bundle, and allows it styles. */
  isRenderer?: boolean;
  reducedMotion?: boolean;
}

export async function openWebview(browser: Browser, options: WebviewOptions): Promise<WebviewPage> {
  const {
    name,
    theme,
    width = 1200,
    height = 900,
    kept,
    webgl = true,
    reducedMotion = false,
    isRenderer = false,
  } = options;
  const context = await browser.newContext({
    viewport: { width, height },
    reducedMotion: reducedMotion ? 'reduce' : 'no-preference',
  });
  const page = await context.newPage();
  page.setDefaultTimeout(60_000);
  const problems: string[] = [];
  page.on('pageerror', (error) => problems.push(error.message));
  page.on('console', (message) => message.type() === 'error' && problems.push(message.text()));
  await page.route('http://webview.test/**', (route) => {
    const file = new URL(route.request().url()).pathname.slice(1);
    if (file === '') return route.fulfill({ contentType: 'text/html', body: htmlOf(name, theme, isRenderer) });
    if (file === 'blank') return route.fulfill({ contentType: 'text/html', body: '<!doctype html>' });
    if (file === 'favicon.ico') return route.fulfill({ status: 204 });
    const contentType = file.endsWith('.css') ? 'text/css' : 'text/javascript';
    return route.fulfill({ contentType, body: readFileSync(`dist/webview/${file}`) });
  });
  // The tests' transpiler wraps functions in this, and some of them run in the page.
  await page.addInitScript('globalThis.__name = (named) => named');
  await page.addInitScript(standIn, { kept, webgl });
  await page.goto('http://webview.test/');
  return new WebviewPage(page, problems);
}

export class WebviewPage {
  readonly page: Page;
  /** Errors of scripts and of the page's policy. There may be none. */
  readonly problems: readonly string[];

  constructor(page: Page, problems: readonly string[]) {
    this.page = page;
    this.problems = problems;
  }

  /** Sends what an expression of the page makes, as the editor would. */
  async receive(expression: string): Promise<void> {
    await this.page.evaluate(`window.postMessage(${expression}, '*')`);
  }

  /** What the page has sent, typed arrays as their lengths; files stand by their names in `sentFiles`. */
  async sent(): Promise<{ kind: string; [field: string]: unknown }[]> {
    return this.page.evaluate('window.sentMessages');
  }

  /** Waits until an expression of the page is true. (A predicate in the page itself would be evaluated, which its policy forbids.) */
  async until(expression: string, timeoutMs = 60_000): Promise<void> {
    const deadline = Date.now() + timeoutMs;
    while (!(await this.page.evaluate<boolean>(expression))) {
      if (Date.now() > deadline) throw new Error(`Waited in vain for ${expression}`);
      await this.page.waitForTimeout(30);
    }
  }

  /** Waits until the page, however busy, has had `ms` to itself and then has drawn what it was to draw. */
  async drawn(ms = 60): Promise<void> {
    const twoFrames = 'requestAnimationFrame(() => requestAnimationFrame(resolve))';
    await this.page.evaluate(`new Promise((resolve) => setTimeout(() => ${twoFrames}, ${ms}))`);
  }

  /** What axe-core finds, as sentences. */
  async violations(): Promise<string[]> {
    // Injected by the debugger's protocol, which the page's policy does not bind.
    await this.page.evaluate(axe.source);
    const found: AxeResults = await this.page.evaluate('axe.run(document, { resultTypes: ["violations"] })');
    return found.violations.map(({ id, help, nodes }) => `${id}: ${help} (${nodes.map(({ html }) => html).join(' ')})`);
  }

  /** A picture of the page, for a person to look at. */
  async screenshot(name: string): Promise<void> {
    mkdirSync('.cache/screenshots', { recursive: true });
    await this.page.screenshot({ path: `.cache/screenshots/${name.replaceAll(' ', '-')}.png` });
  }

  async close(): Promise<void> {
    await this.page.context().close();
  }
}

/** What the editor gives its webviews to look as it does. */
export interface EditorLooks {
  /** Its style sheet. */
  styles: string;
  themes: Record<ThemeName, ThemeLooks>;
}

export interface ThemeLooks {
  /** Of the body. */
  className: string;
  /** What the root element is styled with, by name. */
  variables: Record<string, string>;
}

interface AxeResults {
  violations: { id: string; help: string; nodes: { html: string }[] }[];
}

/** Of the editor's own themes, as `writeThemes.ts` has found them in the workbench. */
const { styles, themes } = JSON.parse(readFileSync('test/host/themes.json', 'utf8')) as EditorLooks;

export const themeNames = ['light', 'dark', 'high contrast', 'high contrast light'] as const;
export type ThemeName = (typeof themeNames)[number];

const policy = `default-src 'none'; img-src data:; media-src blob:; style-src http://webview.test 'nonce-theme'; font-src 'none'; script-src 'nonce-script'`;

/** What notebooks allow the bundles that draw their outputs. */
const rendererPolicy = `default-src 'none'; img-src 'self' data:; style-src 'unsafe-inline'; script-src http://webview.test`;

function htmlOf(name: string, theme: ThemeName, isRenderer: boolean): string {
  const { className, variables } = themes[theme];
  const own = Object.entries({ ...variables, '--vscode-font-family': fonts }).map(
    ([key, value]) => `${key}: ${value};`,
  );
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>HoVLE</title>
<meta http-equiv="Content-Security-Policy" content="${isRenderer ? rendererPolicy : policy}">
<meta property="csp-nonce" content="theme">
<style nonce="theme">:root { ${own.join(' ')} } ${styles} html { background: var(--vscode-editor-background); }</style>
${isRenderer ? '' : `<link rel="stylesheet" href="http://webview.test/${name}.css">`}</head>
<body class="${className}" data-vscode-theme-kind="vscode-${theme.replaceAll(' ', '-')}">${isRenderer ? '' : `<script type="module" nonce="script" src="http://webview.test/${name}.js"></script>`}</body></html>`;
}

/** That of a page does not depend on the machine. */
const fonts = "'DejaVu Sans', sans-serif";

/** Runs in the page before its scripts: the editor's side. */
function standIn({ kept, webgl }: { kept: unknown; webgl: WebviewOptions['webgl'] }): void {
  const sent: unknown[] = [];
  const files: Record<string, unknown> = {};
  let state = kept;
  const readable = (value: unknown): unknown => (ArrayBuffer.isView(value) ? `${value.byteLength} bytes` : value);
  Object.assign(globalThis, {
    sentMessages: sent,
    sentFiles: files,
    keptState: () => state,
    acquireVsCodeApi: () => ({
      postMessage: (message: object & { name?: string; bytes?: unknown }) => {
        if (message.name && message.bytes) files[message.name] = message.bytes;
        sent.push(Object.fromEntries(Object.entries(message).map(([name, value]) => [name, readable(value)])));
      },
      getState: () => state,
      setState: (next: unknown) => void (state = next),
    }),
  });
  if (webgl === 'by software') return;
  const rendererName = 0x92_46;
  const asCard = (context: unknown): unknown => {
    const gl = context as { getParameter: (name: number) => unknown } | null;
    if (!gl) return null;
    const { getParameter } = gl;
    gl.getParameter = (name) => (name === rendererName ? 'a graphics card' : getParameter.call(gl, name));
    return gl;
  };
  const page = globalThis as unknown as {
    HTMLCanvasElement: { prototype: { getContext: (...args: unknown[]) => unknown } };
  };
  const { prototype } = page.HTMLCanvasElement;
  const original = prototype.getContext;
  prototype.getContext = function (...args) {
    if (args[0] !== 'webgl2') return original.apply(this, args);
    return webgl === true ? asCard(original.apply(this, args)) : null;
  };
}
