import { TokenTable } from '../../../../src/engine/generate/constrain/tokenTable.ts';

const longer = [
  ...[
    '{"',
    '": ',
    '", "',
    '"}',
    '"]',
    ', ',
    '[{',
    '}]',
    'true',
    'null',
    'false',
    'on',
    'of',
    'ab',
    'a": ',
    '10',
    '.5',
    '-1',
  ],
  ...['\n  ', '   ', '\\"', '\\u00', 'é', '中文', '😀', '2024', '-01', 'xx'],
];

/** Tokens as a SentencePiece model with byte fallback has them: all bytes, some longer texts, and one that ends answers. */
export function byteVocabulary(): { table: TokenTable; size: number; stopId: number; textOf: (id: number) => string } {
  const texts = [
    ...Array.from({ length: 256 }, (_, byte) => Uint8Array.of(byte)),
    ...longer.map((text) => utf8.encode(text)),
  ];
  const stopId = texts.length;
  const table = new TokenTable(stopId + 1, (id) => texts[id]);
  return { table, size: stopId + 1, stopId, textOf: (id) => new TextDecoder().decode(texts[id]) };
}

const utf8 = new TextEncoder();
