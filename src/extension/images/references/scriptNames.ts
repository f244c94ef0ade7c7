import { parser } from '@lezer/javascript';
import { looksLikeImage } from './looksLikeImage.ts';
import { nodesOf, unquoted } from './syntaxTree.ts';
import type { SyntaxNode } from './syntaxTree.ts';

/** Reads TypeScript with JSX, and so everything below it. */
export const scriptParser = parser.configure({ dialect: 'jsx ts' });

/** The pictures that a program has under a name: `import logo from './logo.png'`, `const logo = '/logo.png'`. */
export type ImageNames = ReadonlyMap<string, string>;

/** The names of pictures in a program. */
export function readImageNames(text: string): ImageNames {
  const declarations = nodesOf(scriptParser.parse(text), ['ImportDeclaration', 'VariableDeclaration']);
  const entries = declarations.flatMap((declaration): [string, string][] => {
    const name = declaration.getChild('VariableDefinition');
    const address = firstImage(declaration, text);
    return name && address !== undefined ? [[text.slice(name.from, name.to), address]] : [];
  });
  return new Map(entries);
}

/** The picture that an expression stands for: a name of one, or the first string in it that names one. */
export function expressionImage(expression: string, names: ImageNames): string | undefined {
  const name = /^\s*([\w$]+)(?:\.src)?\s*$/.exec(expression)?.[1];
  if (name !== undefined) return names.get(name);
  return firstImage(scriptParser.parse(`(${expression})`).topNode, `(${expression})`);
}

function firstImage(node: SyntaxNode, text: string): string | undefined {
  let found: string | undefined;
  node.cursor().iterate(({ name, from, to }) => {
    if (found !== undefined || (name !== 'String' && name !== 'TemplateString')) return;
    const address = unquoted(text.slice(from, to));
    if (looksLikeImage(address) && !address.includes('${')) found = address;
  });
  return found;
}
