import { isAlias, isMap, isNode, isPair, isScalar, isSeq, type Node } from 'yaml';
import { clause } from '../../api/remarks.ts';
import { refuse, type Place } from './rules.ts';

/** Most nodes of a recipe whose aliases are written out. Aliases of aliases multiply: a few lines can stand for billions. */
const mostNodes = 100_000;

/** Puts what each alias (`*name`) stands for in its place. What several aliases name stays one node. */
export function withoutAliases(root: Node | undefined, place: Place): Node | undefined {
  const anchors = new Map<string, Node>();
  const resolved = (value: unknown): unknown => {
    if (isAlias(value)) {
      const problem = clause('is an alias of {name}, which stands nowhere before it', { name: value.source });
      return anchors.get(value.source) ?? refuse(value, place, problem);
    }
    if ((isScalar(value) || isMap(value) || isSeq(value)) && value.anchor !== undefined)
      anchors.set(value.anchor, value);
    if (isPair(value)) value.value = resolved(value.value);
    if (isMap(value) || isSeq(value))
      // An item gives way to one of its own kind: a pair to itself, a node to a node.
      for (const [i, item] of value.items.entries()) value.items[i] = resolved(item);
    return value;
  };
  resolved(root);
  if (sizeOf(root, new Map()) > mostNodes)
    refuse(root, place, clause('is too large once what its aliases name is written out'));
  return root;
}

/** Nodes below one, each counted as often as it is named; endless where one holds itself. */
function sizeOf(value: unknown, known: Map<Node, number>): number {
  if (isPair(value)) return sizeOf(value.value, known);
  if (!isNode(value)) return 1;
  const before = known.get(value);
  if (before !== undefined) return before;
  known.set(value, Infinity);
  const items: readonly unknown[] = isMap(value) || isSeq(value) ? value.items : [];
  const size = items.reduce((sum: number, item) => sum + sizeOf(item, known), 1);
  known.set(value, size);
  return size;
}
