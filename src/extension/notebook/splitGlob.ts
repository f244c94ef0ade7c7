/** The whole folders that an absolute pattern begins with, and the pattern from there on; others begin at a notebook's folder. */
export function splitGlob(glob: string): { folder: string; rest: string } {
  const pattern = glob.replaceAll('\\', '/').replace(/^\.\//, '');
  if (!/^([a-z]:)?\//i.test(pattern)) return { folder: '', rest: pattern };
  const segments = pattern.split('/');
  const firstOpen = segments.findIndex((segment, i) => i === segments.length - 1 || !isLiteral(segment));
  const literal = segments.slice(0, firstOpen).map((segment) => segment.replace(/\[(.)\]/g, '$1'));
  return { folder: `${literal.join('/')}/`, rest: segments.slice(firstOpen).join('/') };
}

/** A pattern that only this path fits. Brackets cannot hold `]`, so that it becomes any one character. */
export function literalGlob(path: string): string {
  return path.replace(/[[{}*?]/g, '[$&]').replace(/(?<!\[.)\]/g, '?');
}

const isLiteral = (segment: string) => !/[*?{}[\]]/.test(segment.replace(/\[.\]/g, ''));
