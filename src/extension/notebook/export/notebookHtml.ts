import MarkdownIt from 'markdown-it';

/**
 * Markdown as a page that holds everything it shows: no script, no HTML but what the renderer makes, no picture from
 * elsewhere, no link but to the web and to mail.
 */
export function notebookHtml(markdown: string, title: string): string {
  const renderer = new MarkdownIt({ html: false, linkify: false });
  renderer.validateLink = (address) => /^(https?:\/\/|mailto:|#|data:image\/)/i.test(address);
  renderer.renderer.rules['image'] = (...[tokens, index, options, env, self]) => {
    const token = tokens[index]!;
    const isInside = /^data:image\//i.test(String(token.attrGet('src')));
    const words = escaped(self.renderInlineAsText(token.children ?? [], options, env));
    return isInside ? `<img src="${escaped(String(token.attrGet('src')))}" alt="${words}">` : `<em>${words}</em>`;
  };
  renderer.renderer.rules['link_open'] = (...[tokens, index, options, , self]) => {
    const token = tokens[index]!;
    if (/^data:/i.test(String(token.attrGet('href')))) token.attrSet('href', '#');
    token.attrSet('rel', 'noreferrer');
    return self.renderToken(tokens, index, options);
  };
  return page(renderer.render(markdown), escaped(title));
}

function page(body: string, title: string): string {
  return `<!doctype html>
<html>
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style>${style}</style>
</head>
<body>
<main>
${body}</main>
</body>
</html>
`;
}

const style = `:root{color-scheme:light dark}
body{font:16px/1.55 system-ui,sans-serif;margin:0;padding:2rem 1rem}
main{max-width:46rem;margin:0 auto}
img{display:block;margin:.5rem 0;max-width:100%;height:auto}
blockquote{margin:1rem 0;padding:.1rem 1rem;border-left:4px solid #4a90d9;background:color-mix(in srgb,currentColor 6%,transparent)}
pre{overflow-x:auto;padding:.8rem;background:color-mix(in srgb,currentColor 8%,transparent)}
code{font-family:ui-monospace,monospace;font-size:.9em}
table{border-collapse:collapse}
th,td{border:1px solid color-mix(in srgb,currentColor 30%,transparent);padding:.3rem .6rem;text-align:left;vertical-align:top}`;

const escaped = (text: string) => text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
