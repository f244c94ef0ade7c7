import type * as vscode from 'vscode';
import type { EngineApi } from '../../engine/api/engineApi.ts';
import type { PanelParts, ToAnswerPanel } from '../../webview/protocol.ts';
import { baseName } from '../baseName.ts';
import { errorText } from '../errorText.ts';
import { loadImage } from '../images/loadImage.ts';
import { throttle } from '../notebook/throttle.ts';
import { shownSide } from './panelPictures.ts';

type Opened =
  | { kind: 'pages'; uri: vscode.Uri; page: number; pages: number; png: Uint8Array }
  | { kind: 'video'; uri: vscode.Uri; seconds: number };

/** The document or video of which a page or a frame is being chosen. Pages are drawn as they are turned to, the newest wish first. */
export class PartsChooser {
  readonly #renderPage: EngineApi['renderPage'];
  readonly #post: (message: ToAnswerPanel) => void;
  #opened: Opened | undefined;
  readonly #wishes = throttle<number>(
    (page) => this.#draw(page),
    () => Promise.resolve(),
  );

  constructor(renderPage: EngineApi['renderPage'], post: (message: ToAnswerPanel) => void) {
    this.#renderPage = renderPage;
    this.#post = post;
  }

  get document(): vscode.Uri | undefined {
    return this.#opened?.kind === 'pages' ? this.#opened.uri : undefined;
  }

  get video(): vscode.Uri | undefined {
    return this.#opened?.kind === 'video' ? this.#opened.uri : undefined;
  }

  /** Throws what keeps the document from being read. */
  async openDocument(uri: vscode.Uri, page: number): Promise<void> {
    const { pages, png } = await this.#render(uri, page);
    this.#opened = { kind: 'pages', uri, page, pages, png };
    this.#post({ kind: 'page', page, png });
  }

  openVideo(uri: vscode.Uri, seconds: number): void {
    this.#opened = { kind: 'video', uri, seconds };
  }

  close(): void {
    this.#opened = undefined;
  }

  turnTo(page: number): void {
    this.#wishes.push(page);
  }

  /** For a page that was loaded again. */
  showAgain(): void {
    if (this.#opened?.kind === 'pages') this.#post({ kind: 'page', page: this.#opened.page, png: this.#opened.png });
  }

  /** What the panel is told of it; `toAddress` makes the address of a file that it may load. */
  shown(toAddress: (uri: vscode.Uri) => string): PanelParts | undefined {
    if (!this.#opened) return undefined;
    const name = baseName(this.#opened.uri.path);
    if (this.#opened.kind === 'video')
      return { kind: 'video', name, videoUri: toAddress(this.#opened.uri), seconds: this.#opened.seconds };
    const { page, pages } = this.#opened;
    return { kind: 'pages', name, page, pages };
  }

  async #draw(page: number): Promise<void> {
    const opened = this.#opened;
    if (opened?.kind !== 'pages') return;
    try {
      const { png } = await this.#render(opened.uri, page);
      if (this.#opened !== opened) return;
      this.#opened = { ...opened, page, png };
      this.#post({ kind: 'page', page, png });
    } catch (error) {
      this.#post({ kind: 'page', page, problem: errorText(error) });
    }
  }

  async #render(uri: vscode.Uri, page: number) {
    return this.#renderPage({ document: await loadImage(uri, page), longestSide: shownSide });
  }
}
