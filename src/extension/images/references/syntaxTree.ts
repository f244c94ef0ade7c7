import type { SyntaxNode, Tree } from '@lezer/common';

export type { SyntaxNode } from '@lezer/common';

/** Every node of one of these kinds, in the order of the text. */
export function nodesOf(tree: Tree, kinds: readonly string[]): SyntaxNode[] {
  const found: SyntaxNode[] = [];
  tree.iterate({
    enter: (node) => {
      if (kinds.includes(node.name)) found.push(node.node);
    },
  });
  return found;
}

/** The nodes that enclose this one, innermost first. */
export function ancestors(node: SyntaxNode): SyntaxNode[] {
  const found: SyntaxNode[] = [];
  for (let parent = node.parent; parent; parent = parent.parent) found.push(parent);
  return found;
}

/** The first of the children, in order of kinds asked for. */
export function childOf(node: SyntaxNode, kinds: readonly string[]): SyntaxNode | undefined {
  for (const kind of kinds) {
    const child = node.getChild(kind);
    if (child) return child;
  }
  return undefined;
}

/** What stands inside the quotes, or all of an unquoted text. */
export function unquoted(text: string): string {
  return /^(["'`])([^]*)\1$/.exec(text)?.[2] ?? text;
}
