/** A set of texts that finds the longest of them at a place in another text. */
export class PrefixTrie {
  readonly #root: TrieNode = { ends: false, children: new Map() };

  constructor(texts: Iterable<string>) {
    for (const text of texts) this.#add(text);
  }

  /** The length of the longest text of the set that `text` holds at `start`; 0 where there is none. */
  longestAt(text: string, start: number): number {
    let longest = 0;
    let node: TrieNode | undefined = this.#root;
    for (let at = start; node !== undefined; at++) {
      if (node.ends) longest = at - start;
      node = node.children.get(text.charCodeAt(at));
    }
    return longest;
  }

  #add(text: string): void {
    let node = this.#root;
    for (let at = 0; at < text.length; at++) node = childOf(node, text.charCodeAt(at));
    node.ends = true;
  }
}

/** One step of a text, in UTF-16 units. */
interface TrieNode {
  ends: boolean;
  readonly children: Map<number, TrieNode>;
}

function childOf(node: TrieNode, unit: number): TrieNode {
  const existing = node.children.get(unit);
  if (existing !== undefined) return existing;
  const created: TrieNode = { ends: false, children: new Map() };
  node.children.set(unit, created);
  return created;
}
