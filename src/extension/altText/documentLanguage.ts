/** The language a document is written in, by its English name; undefined where nothing tells. */
export function documentLanguage(text: string): string | undefined {
  const head = text.slice(0, headLength);
  const tags = declarations.flatMap((declaration) => declaration.exec(head)?.[1]?.toLowerCase() ?? []);
  const [named] = tags.flatMap((tag) => languageName(tag) ?? []);
  return named ?? byScript(text) ?? byWords(text);
}

/** In UTF-16 units: a declaration stands near the beginning. */
const headLength = 5000;

/**
 * Where a document says its language: front matter, an attribute of AsciiDoc or a field of reStructuredText, the elements that hold
 * a page. Elsewhere `lang` says that of a quotation, or what a script or code is written in: `ts` is a tag as well, that of Tsonga.
 */
const declarations: readonly RegExp[] = [
  /^(?:---|\+\+\+)[ \t]*\r?\n(?:(?!---|\+\+\+)[^\n]*\n)*?lang[ \t]*[:=][ \t]*["']?([a-z]{2,3})\b/i,
  /^:lang:[ \t]+([a-z]{2,3})\b/im,
  /<(?:html|body|main|article)\b[^<>]*?\s(?:xml:)?lang\s*=\s*["']?([a-z]{2,3})\b/i,
];

/** The English name of a language tag; undefined for what is none. */
function languageName(tag: string): string | undefined {
  const name = new Intl.DisplayNames(['en'], { type: 'language' }).of(tag);
  return name === tag ? undefined : name;
}

/** Scripts that (nearly) one language is written in; the first that makes up a tenth of the letters counts. */
const scripts: readonly [language: string, letters: RegExp][] = [
  ['Japanese', /[\p{Script=Hiragana}\p{Script=Katakana}]/gu],
  ['Korean', /\p{Script=Hangul}/gu],
  ['Chinese', /\p{Script=Han}/gu],
  ['Russian', /\p{Script=Cyrillic}/gu],
  ['Greek', /\p{Script=Greek}/gu],
  ['Arabic', /\p{Script=Arabic}/gu],
  ['Hebrew', /\p{Script=Hebrew}/gu],
  ['Hindi', /\p{Script=Devanagari}/gu],
  ['Thai', /\p{Script=Thai}/gu],
];

function byScript(text: string): string | undefined {
  const sample = text.slice(0, sampleLength);
  const letters = sample.match(/\p{L}/gu)?.length ?? 0;
  return scripts.find(([, pattern]) => (sample.match(pattern)?.length ?? 0) > letters / 10)?.[0];
}

/** Words that other languages with the same letters do not have. */
const words: Readonly<Record<string, readonly string[]>> = {
  English: ['the', 'and', 'of', 'is', 'with', 'for', 'this', 'that', 'are', 'to'],
  German: ['der', 'die', 'das', 'und', 'ist', 'nicht', 'mit', 'ein', 'eine', 'auf'],
  French: ['le', 'les', 'des', 'est', 'une', 'dans', 'pour', 'avec', 'qui', 'sur'],
  Spanish: ['el', 'los', 'las', 'una', 'con', 'para', 'por', 'como', 'más', 'esta'],
  Italian: ['il', 'gli', 'della', 'che', 'con', 'per', 'una', 'sono', 'questo', 'nel'],
  Portuguese: ['os', 'uma', 'com', 'para', 'não', 'mais', 'dos', 'são', 'pelo', 'esta'],
  Dutch: ['het', 'een', 'van', 'niet', 'met', 'voor', 'zijn', 'dit', 'deze', 'aan'],
  Polish: ['nie', 'jest', 'się', 'oraz', 'dla', 'przez', 'tego', 'jak', 'które', 'być'],
};

function byWords(text: string): string | undefined {
  const written =
    text
      .slice(0, sampleLength)
      .toLowerCase()
      .match(/\p{L}+/gu) ?? [];
  const counts = Object.entries(words).map(([language, list]) => ({
    language,
    count: written.filter((word) => list.includes(word)).length,
  }));
  const [first, second] = counts.sort((a, b) => b.count - a.count);
  return first && first.count >= 3 && first.count > (second?.count ?? 0) ? first.language : undefined;
}

/** In UTF-16 units: some pages tell. */
const sampleLength = 20_000;
