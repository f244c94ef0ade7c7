/** Text that Markdown reads as nothing but itself: what could begin structure, code, a tag, a link or an entity is escaped. */
export function plainText(text: string): string {
  return text.split('\n').map(plainLine).join('\n');
}

function plainLine(line: string): string {
  return line
    .trimStart()
    .replace(/[\\`*_[\]{}<>&!|~$:@#]|\/(?=\/)/g, '\\$&')
    .replace(/^(\d*)([-+=.)])/, '$1\\$2');
}

/** The same of several sentences, each of which stays on a line of its own. */
export function plainLines(text: string): string {
  return plainText(text).replaceAll('\n', '  \n');
}
