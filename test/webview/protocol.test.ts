import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { readExplorerSubject, readFromExplorer } from '../../src/webview/protocol.ts';
import type { FromExplorer } from '../../src/webview/protocol.ts';

const fromExplorer: FromExplorer[] = [
  { kind: 'ready' },
  { kind: 'stop' },
  { kind: 'addPictures' },
  { kind: 'exportVectors' },
  { kind: 'survey', words: 'red' },
  { kind: 'addFolder' },
  { kind: 'compare' },
  { kind: 'endComparison' },
  { kind: 'vectors', side: 'first', layer: 3 },
  { kind: 'map', side: 'first', layer: 3, axes: 2 },
  { kind: 'map', side: 'second', layer: 0, axes: 3 },
  { kind: 'clusters', side: 'second', layer: 1, count: 6 },
  { kind: 'names', side: 'first', layer: 1, row: 0 },
  { kind: 'export', name: 'embedding-layer-3.parquet', bytes: new Uint8Array([1]) },
  { kind: 'export', name: 'embedding-layer-3.csv', bytes: new Uint8Array([1]) },
];

test('every message of the explorer is read as what it is', () => {
  for (const message of fromExplorer) assert.deepEqual(readFromExplorer(message), message);
});

test('nothing else is taken for a message of the explorer, and no file leaves the folder that the user chooses', () => {
  const bytes = new Uint8Array(1);
  const names = ['../a.csv', 'a/b.csv', 'a.exe', '.csv', 'a.csv.js', 'a\\b.png', 7];
  const others = [null, 'ready', {}, { kind: 'survey' }, { kind: 'vectors', layer: '3' }, { kind: 'map', layer: 1 }];
  const place = { side: 'first', layer: 1 };
  const places = [
    { kind: 'vectors', side: 'third', layer: 1 },
    { kind: 'vectors', side: 'first', layer: -1 },
    { kind: 'map', ...place, axes: 4 },
    { kind: 'clusters', ...place },
    { kind: 'names', ...place, row: 0.5 },
  ];
  for (const other of [
    ...[...others, ...places],
    { kind: 'export', name: 'a.csv', bytes: [1] },
    ...names.map((name) => ({ kind: 'export', name, bytes })),
  ])
    assert.equal(readFromExplorer(other), undefined, JSON.stringify(other));
  fc.assert(fc.property(fc.anything(), (value) => readFromExplorer(value) === undefined));
});

test('of what the explorer kept, only addresses, words and models are taken', () => {
  const subject = { images: ['file:///a.png'], words: 'red', model: '/models/before', other: 'after' };
  assert.deepEqual(readExplorerSubject({ subject: { ...subject, more: 1 }, layer: 2 }), subject);
  assert.deepEqual(readExplorerSubject({ subject: { images: ['a', 7, null], words: {}, model: '', other: 7 } }), {
    images: ['a'],
    words: '',
  });
  for (const kept of [undefined, null, 7, [], {}, { subject: null }, { subject: 'x' }])
    assert.deepEqual(readExplorerSubject(kept), { images: [], words: '' });
  assert.equal(readExplorerSubject({ subject: { images: new Array(1000).fill('a') } }).images.length, 100);
});
