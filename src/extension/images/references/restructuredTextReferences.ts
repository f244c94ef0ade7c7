import type { AltSlot, ImageReference } from './imageReference.ts';

/** Pictures of reStructuredText: the directives `image` and `figure`, also in substitution definitions. */
export function restructuredTextReferences(text: string): ImageReference[] {
  const lines = readLines(text);
  const found: ImageReference[] = [];
  let literalIndent: number | undefined;
  for (const [index, line] of lines.entries()) {
    if (line.text.trim() === '') continue;
    if (literalIndent !== undefined && line.indent > literalIndent) continue;
    literalIndent = undefined;
    const directive = /^\s*\.\.\s+(?:\|[^|\n]+\|\s+)?(image|figure)::[ \t]*(\S.*?)\s*$/.exec(line.text);
    if (directive) found.push(reference(line, directive[2] ?? '', optionsBelow(lines, index)));
    else if (opensLiteral(line.text)) literalIndent = line.indent;
  }
  return found;
}

interface Line {
  text: string;
  from: number;
  to: number;
  indent: number;
}

function readLines(text: string): Line[] {
  let from = 0;
  return text.split('\n').map((whole) => {
    const line = whole.replace(/\r$/, '');
    const read = { text: line, from, to: from + line.length, indent: line.search(/\S|$/) };
    from += whole.length + 1;
    return read;
  });
}

/** Code, raw text and comments hold no directives; neither does what follows a paragraph that ends with `::`. */
function opensLiteral(line: string): boolean {
  if (/^\s*\.\.(\s|$)/.test(line)) return !/^\s*\.\.\s+[\w-]+::/.test(line) || /::\s*$/.test(line) || isCode(line);
  return line.trimEnd().endsWith('::');
}

const isCode = (line: string) =>
  /^\s*\.\.\s+(code|code-block|sourcecode|raw|parsed-literal|math|highlight)::/.test(line);

interface Option {
  name: string;
  value: string;
  from: number;
  to: number;
  indent: number;
}

/** `:name: value` lines right below a directive; a value goes on in lines that are indented further. */
function optionsBelow(lines: readonly Line[], directive: number): Option[] {
  const options: Option[] = [];
  const { indent } = lines[directive]!;
  for (const line of lines.slice(directive + 1)) {
    if (line.text.trim() === '' || line.indent <= indent) break;
    const last = options.at(-1);
    const match = /^\s*:([\w-]+):\s*(.*?)\s*$/.exec(line.text);
    if (match) options.push({ name: match[1]!, value: match[2]!, from: line.from, to: line.to, indent: line.indent });
    else if (last && line.indent > last.indent) Object.assign(last, continued(last, line));
    else break;
  }
  return options;
}

const continued = (option: Option, line: Line) => ({
  value: `${option.value} ${line.text.trim()}`.trim(),
  to: line.to,
});

function reference(line: Line, address: string, options: readonly Option[]): ImageReference {
  const from = line.from + line.indent;
  const target = options.find(({ name }) => name === 'target');
  return {
    address,
    ...{ from, to: line.to },
    construct: { from, to: Math.max(line.to, ...options.map(({ to }) => to)) },
    alt: altSlot(line, options),
    ...(target ? { linkTarget: target.value } : {}),
  };
}

function altSlot(line: Line, options: readonly Option[]): AltSlot {
  const written = options.find(({ name }) => name === 'alt');
  const indent = ' '.repeat(options[0]?.indent ?? line.indent + 3);
  const common = { after: '', escape: 'line' } as const;
  if (!written)
    return { from: line.to, to: line.to, state: 'missing', text: '', before: `\n${indent}:alt: `, ...common };
  const { from, to, value } = written;
  return { from, to, state: value === '' ? 'empty' : 'text', text: value, before: `${indent}:alt: `, ...common };
}
