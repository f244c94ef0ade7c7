/**
 * A text in the editor's language. The English text is the key, as for the extension's own texts; `{0}` and so on are
 * replaced by the arguments. The page carries the editor's translations, where there are any.
 */
export function t(text: string, ...values: (string | number)[]): string {
  const translated = translations()[text] ?? text;
  return translated.replaceAll(/\{(\d+)\}/g, (whole, index: string) => String(values[Number(index)] ?? whole));
}

let found: Record<string, string> | undefined;

function translations(): Record<string, string> {
  return (found ??= readTranslations(
    typeof document === 'undefined' ? '' : document.querySelector<HTMLMetaElement>('meta[name=translations]')?.content,
  ));
}

function readTranslations(json = ''): Record<string, string> {
  if (json === '') return {};
  const read: unknown = JSON.parse(json);
  if (typeof read !== 'object' || read === null) return {};
  return Object.fromEntries(Object.entries(read).filter((entry) => typeof entry[1] === 'string'));
}
