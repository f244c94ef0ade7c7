import type { Profiler } from 'node:inspector';

/** A time in which nothing but certain code ran. */
export interface Stretch {
  ms: number;
  /** Where that code was at the end: name of the function, file and line. */
  at: string;
}

/**
 * The longest time without a break that a processor profile shows in the code of certain files, with what that code called. Collecting
 * garbage in the midst of it counts as its own; the samples of other code, or of none, end it. A sample lasts `mostMs` at most: the
 * profiler interrupts native code too, so that where none comes for longer the thread did not run.
 */
export function longestStretch(
  profile: Profiler.Profile,
  { isOwn, mostMs }: { isOwn: (url: string) => boolean; mostMs: number },
): Stretch {
  const own = ownNodes(profile, isOwn);
  const collecting = new Set(profile.nodes.filter(isCollector).map(({ id }) => id));
  const { samples = [], timeDeltas = [] } = profile;
  let longest: Stretch = { ms: 0, at: '' };
  let ms = 0;
  samples.forEach((id, index) => {
    const isPart = own.has(id) || (ms > 0 && collecting.has(id));
    // A delta leads to its sample; how long a sample lasts, the next one tells.
    ms = isPart ? ms + Math.min((timeDeltas[index + 1] ?? 0) / 1000, mostMs) : 0;
    if (ms > longest.ms) longest = { ms, at: own.get(id) ?? longest.at };
  });
  return longest;
}

/** Every node in or below the files' code, with the innermost place of the files. */
function ownNodes({ nodes }: Profiler.Profile, isOwn: (url: string) => boolean): Map<number, string> {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const own = new Map<number, string>();
  const visit = (node: Profiler.ProfileNode, above: string | undefined) => {
    const { functionName, url, lineNumber } = node.callFrame;
    const place = isOwn(url) ? `${functionName || '(unnamed)'} ${url}:${lineNumber + 1}` : above;
    if (place !== undefined) own.set(node.id, place);
    for (const child of node.children ?? []) visit(byId.get(child)!, place); // The profile has every child that it names.
  };
  const [root] = nodes;
  if (root) visit(root, undefined);
  return own;
}

const isCollector = ({ callFrame }: Profiler.ProfileNode) => callFrame.functionName === '(garbage collector)';
