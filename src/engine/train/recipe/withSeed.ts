import { isMap, parseDocument } from 'yaml';

/** The text of a recipe with another seed. What is no recipe stays as it is, for whoever reads it to say so. */
export function withSeed(source: string, seed: number): string {
  const document = parseDocument(source);
  if (document.errors.length > 0 || !isMap(document.contents)) return source;
  document.set('seed', seed);
  return document.toString({ lineWidth: 0 });
}
