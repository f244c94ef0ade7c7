import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { EngineError, hasCode, type ErrorCode } from '../../../src/engine/api/errors.ts';
import { openTokenizer } from '../../../src/engine/text/tokenizer.ts';
import { parseSentencePieceModel } from '../../../src/engine/text/sentencePieceModel.ts';
import { readModelBytes } from './sentencePieceCases.ts';

const whole = readModelBytes('tiny-pre');
const text = (value: string): Uint8Array => new TextEncoder().encode(value);

test('the settings of a model are read', () => {
  const { pieces, charsMap, ...settings } = parseSentencePieceModel(whole);
  assert.equal(pieces.length, 1194);
  assert.deepEqual(pieces[0], { text: '<unk>', score: 0, kind: 'unknown' });
  assert.equal(charsMap.length, 0);
  assert.deepEqual(settings, {
    unknownId: 0,
    unknownSurface: ' \u2047 ',
    bosId: 1,
    eosId: 2,
    byteFallback: true,
    whitespaceAsSuffix: false,
    addDummyPrefix: false,
    removeExtraWhitespaces: false,
    escapeWhitespaces: true,
  });
});

describe('what is no tokenizer is refused', () => {
  const strangers: [name: string, bytes: Uint8Array, reason: RegExp][] = [
    ['an empty file', new Uint8Array(), /empty/],
    ['a Git LFS pointer', text('version https://git-lfs.github.com/spec/v1\noid sha256:00'), /Git LFS/],
    ['a JSON file', text('{"model": {"type": "BPE"}}'), /text file/],
    ['a web page', text('<!doctype html>'), /text file/],
    ['a field without a number', Uint8Array.of(0x02, 0x00), /without a number/],
    ['a field of an unknown kind', Uint8Array.of(0x0b, 0x00), /unknown kind/],
    ['a number that does not end', new Uint8Array(20).fill(0xff), /ten bytes/],
    ['no pieces', message(block(2, varintField(3, 2)), block(3)), /0 pieces/],
    ['no trainer settings', message(piece('<unk>', 2)), /trainer/],
    ['no normaliser settings', message(piece('<unk>', 2), block(2, varintField(3, 2))), /normaliser/],
    ['no piece for unknown text', model(piece('a')), /0 pieces for unknown/],
    ['two pieces for unknown text', model(piece('<unk>', 2), piece('<unk2>', 2)), /2 pieces for unknown/],
    ['a piece twice', model(piece('<unk>', 2), piece('a'), piece('a')), /occurs twice/],
    ['a piece without text', model(piece('<unk>', 2), piece('')), /no text/],
    ['a piece that is not UTF-8', model(piece('<unk>', 2), block(1, block(1, Uint8Array.of(0xff)))), /UTF-8/],
    ['a piece of an unknown kind', model(piece('<unk>', 2), piece('a', 9)), /unknown kind 9/],
    ['a byte piece without byte fallback', model(piece('<unk>', 2), piece('<0x00>', 6)), /1 pieces for bytes/],
    [
      'an entry that reaches past its parent',
      model(block(1, Uint8Array.of(0x0a, 0x05, 0x61)), piece('<unk>', 2)),
      /reaches past/,
    ],
  ];
  for (const [name, bytes, reason] of strangers)
    test(name, () => check(() => parseSentencePieceModel(bytes, 'T'), 'tokenizer/not-a-model', reason));
});

describe('what claims more than the file holds is refused without being allocated', () => {
  for (const [name, length] of [
    ['1 TB', 2 ** 40],
    ['2^63 bytes', 2 ** 63],
  ] as const)
    test(name, () => {
      const bytes = message(Uint8Array.of(0x0a), varint(length), text('abc'));
      check(() => parseSentencePieceModel(bytes, 'T'), 'tokenizer/truncated', /cut short/);
    });
});

describe('other kinds of SentencePiece models are refused by name', () => {
  for (const [type, name] of [
    [1, 'unigram'],
    [3, 'word'],
    [4, 'char'],
    [7, '7'],
  ] as const)
    test(name, () => {
      const bytes = message(piece('<unk>', 2), block(2, varintField(3, type)), block(3));
      check(() => parseSentencePieceModel(bytes, 'T'), 'tokenizer/unsupported', new RegExp(`model type ${name};`));
    });
  test('rules for decoding', () => {
    const bytes = message(model(piece('<unk>', 2)), block(5, block(2, Uint8Array.of(4, 0, 0, 0, 0, 0, 0, 0))));
    check(() => parseSentencePieceModel(bytes, 'T'), 'tokenizer/unsupported', /rules for decoding/);
  });
});

describe('a damaged table of normalisation rules is refused', () => {
  for (const table of [[1], [9, 0, 0, 0, 0, 0, 0, 0], [5, 0, 0, 0, 0, 0, 0, 0, 0], [255, 255, 255, 255], [0, 0, 0, 0]])
    test(JSON.stringify(table), () => {
      const bytes = message(piece('<unk>', 2), block(2, varintField(3, 2)), block(3, block(2, Uint8Array.from(table))));
      check(() => openTokenizer({ model: bytes, name: 'T' }), 'tokenizer/not-a-model', /normalisation/);
    });
});

test('cut at any place, a model is refused or still whole', () => {
  for (let length = 0; length < whole.length; length += length < 100 || length > whole.length - 400 ? 1 : 97)
    checkRefusedOrUsable(whole.subarray(0, length));
});

test('random bytes are refused or make a tokenizer that works', () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), checkRefusedOrUsable));
});

test('a model with changed bytes is refused or makes a tokenizer that works', () => {
  const change = fc.record({ at: fc.nat(whole.length - 1), byte: fc.nat(255) });
  const changes = fc.array(change, { minLength: 1, maxLength: 4 });
  fc.assert(
    fc.property(changes, (all) => {
      const bytes = Uint8Array.from(whole);
      for (const { at, byte } of all) bytes[at] = byte;
      checkRefusedOrUsable(bytes);
    }),
  );
});

test('a damaged trie of rules neither hangs nor reads beyond itself', () => {
  const ruled = readModelBytes('own-rules-symbols');
  fc.assert(
    fc.property(fc.nat(ruled.length - 2000), fc.nat(255), (at, byte) => {
      const bytes = Uint8Array.from(ruled);
      bytes[ruled.length - 1 - at] = byte;
      checkRefusedOrUsable(bytes);
    }),
  );
});

function checkRefusedOrUsable(bytes: Uint8Array): void {
  try {
    const tokenizer = openTokenizer({ model: bytes });
    assert.equal(typeof tokenizer.decode(tokenizer.encode('a picture, 图 🙂')), 'string');
  } catch (error) {
    assert.ok(error instanceof EngineError, String(error));
    assert.match((error as EngineError).code, /^tokenizer\//);
  }
}

function check(action: () => unknown, code: ErrorCode, message: RegExp): void {
  assert.throws(action, (error: unknown) => {
    assert.ok(hasCode(error, code), String(error));
    assert.match(error.message, message);
    return true;
  });
}

/** A model of these pieces with the settings that every model has. */
function model(...pieces: Uint8Array[]): Uint8Array {
  return message(...pieces, block(2, varintField(3, 2)), block(3));
}

function piece(value: string, kind = 1): Uint8Array {
  return block(1, message(block(1, text(value)), varintField(3, kind)));
}

function block(field: number, value: Uint8Array = new Uint8Array()): Uint8Array {
  return message(Uint8Array.of((field << 3) | 2), varint(value.length), value);
}

function varintField(field: number, value: number): Uint8Array {
  return message(Uint8Array.of(field << 3), varint(value));
}

function varint(value: number): Uint8Array {
  return value < 128
    ? Uint8Array.of(value)
    : message(Uint8Array.of((value % 128) | 128), varint(Math.floor(value / 128)));
}

function message(...parts: Uint8Array[]): Uint8Array {
  return Uint8Array.from(parts.flatMap((part) => [...part]));
}
