/**
 * The same text with the inside of every `{…}` of a Svelte template replaced by underscores, so that it can be read as HTML:
 * expressions may hold quotes and angle brackets. Scripts and styles stay as they are.
 */
export function maskExpressions(text: string): string {
  return text
    .split(/(<(?:script|style)\b[^>]*>[^]*?<\/(?:script|style)\s*>|<!--[^]*?-->)/i)
    .map((part, index) => (index % 2 === 1 ? part : maskTemplate(part)))
    .join('');
}

function maskTemplate(text: string): string {
  const pieces: string[] = [];
  let position = 0;
  for (let open = text.indexOf('{'); open >= 0; open = text.indexOf('{', position)) {
    const close = closingBrace(text, open);
    pieces.push(text.slice(position, open + 1), text.slice(open + 1, close).replace(/[^\n]/g, '_'));
    position = close;
  }
  return pieces.join('') + text.slice(position);
}

/** The index of the brace that closes the one at `open`; braces in strings do not count. The end of the text if none does. */
function closingBrace(text: string, open: number): number {
  let depth = 0;
  for (let at = open; at < text.length; at++) {
    const character = text[at];
    if (character === '"' || character === "'" || character === '`') at = endOfString(text, at);
    else if (character === '{') depth++;
    else if (character === '}' && --depth === 0) return at;
  }
  return text.length;
}

/** Where the string that starts here ends; here, where it does not end, as in words like *don’t* written plainly. */
function endOfString(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at++) {
    if (text[at] === '\\') at++;
    else if (text[at] === text[start]) return at;
    else if (text[at] === '\n' && text[start] !== '`') return start;
  }
  return start;
}
