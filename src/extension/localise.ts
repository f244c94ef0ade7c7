/** Puts a sentence into the editor's language. `{0}` and `{name}` are replaced by the values. */
type Translate = (sentence: string, values: Record<string, string | number>) => string;

let translate: Translate = fill;

/**
 * A sentence in the editor's language, for parts that run without an editor in tests. Until `localiseWith` is called, and
 * where there is no translation, it stays as it is written.
 */
export function localise(sentence: string, ...values: (string | number)[]): string {
  return translate(sentence, Object.fromEntries(values.map((value, index) => [String(index), value])));
}

/** The same with values that have names. */
export function localiseNamed(sentence: string, values: Record<string, string | number>): string {
  return translate(sentence, values);
}

/** Called once, where the extension meets the editor. */
export function localiseWith(editors: Translate): void {
  translate = editors;
}

function fill(sentence: string, values: Record<string, string | number>): string {
  return sentence.replaceAll(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}
