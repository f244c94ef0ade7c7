/** What an error of the runtime says, without its codes and the places in its source. */
export function reasonOf(cause: unknown): string {
  const [line = ''] = (cause instanceof Error ? cause.message : String(cause)).split('\n');
  if (outOfMemory.test(line)) return noMemory;
  const words = noise.reduce((text, pattern) => text.replace(pattern, ''), line);
  const reason = words.trim().replace(/[.:]+$/, '');
  return reason.length > longest ? `${reason.slice(0, longest)}…` : reason;
}

/** In words of our own, which other languages have too. */
export const noMemory = 'its memory does not suffice';

const longest = 200;

/** A buffer that could not be had shows when it is used. */
const outOfMemory =
  /\[Invalid Buffer|OUT_OF_(DEVICE|HOST)_MEMORY|exceeds the max buffer size|Failed to allocate memory/;

const noise: readonly RegExp[] = [
  /\[ONNXRuntimeError\] : \d+ : [A-Z_]+ : /g,
  // A failed check: source file, line, function and condition come before what is meant for people.
  /^.*\.(?:cc|cpp|h):\d+ .* was false\. (?=.)/,
  /[\w./\\-]+\.(?:cc|cpp|h):\d+ \S+ /g,
];
