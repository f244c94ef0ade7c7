import MarkdownIt from 'markdown-it';

/** Renders Markdown that nobody vouches for: HTML is text, pictures are not loaded, links lead to the web only. */
export function renderUntrusted(markdown: string): string {
  return renderer.render(markdown);
}

/** What a reader sees of such Markdown, as text alone: no sign of it is a word, and each block stands on a line of its own. */
export function renderedText(markdown: string): string {
  const page = document.createElement('div');
  page.innerHTML = renderUntrusted(markdown);
  return page.textContent.trim();
}

const renderer = new MarkdownIt({ html: false, linkify: true });
renderer.disable('image');
renderer.validateLink = (address) => /^(https?:|mailto:)/i.test(address.trim());
