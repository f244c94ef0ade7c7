import MarkdownIt from 'markdown-it';

/** Renders Markdown that nobody vouches for: HTML is text, pictures are not loaded, links lead to the web only. */
export function renderUntrusted(markdown: string): string {
  return renderer.render(markdown);
}

const renderer = new MarkdownIt({ html: false, linkify: true });
renderer.disable('image');
renderer.validateLink = (address) => /^(https?:|mailto:)/i.test(address.trim());
