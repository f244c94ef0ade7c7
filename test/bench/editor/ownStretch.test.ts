import assert from 'node:assert/strict';
import type { Profiler } from 'node:inspector';
import { test } from 'node:test';
import { longestStretch } from '../../../bench/editor/ownStretch.ts';

const frame = (functionName: string, url = '') => ({
  functionName,
  url,
  scriptId: '0',
  lineNumber: 4,
  columnNumber: 0,
});
/** (root) → editor → ours → library, and beside them the collector and the idle thread. */
const nodes: Profiler.ProfileNode[] = [
  { id: 1, callFrame: frame('(root)'), children: [2, 5, 6] },
  { id: 2, callFrame: frame('deliver', 'editor.js'), children: [3] },
  { id: 3, callFrame: frame('findPictures', 'ours.cjs'), children: [4] },
  { id: 4, callFrame: frame('parse', 'library.js') },
  { id: 5, callFrame: frame('(garbage collector)') },
  { id: 6, callFrame: frame('(idle)') },
];
/** Samples a millisecond apart. */
const of = (...samples: number[]): Profiler.Profile => ({
  ...{ nodes, samples, startTime: 0, endTime: 1000 * samples.length },
  timeDeltas: samples.map(() => 1000),
});
const isOwn = (url: string) => url === 'ours.cjs';

test('the longest stretch is of our code, with what it calls and the garbage collected meanwhile', () => {
  const profile = of(2, 3, 6, 3, 4, 5, 4, 2, 3, 6);
  assert.deepEqual(longestStretch(profile, { isOwn, mostMs: 2 }), { ms: 4, at: 'findPictures ours.cjs:5' });
});

test('code of others and garbage collected between it is none of ours', () => {
  assert.deepEqual(longestStretch(of(2, 5, 5, 5, 2, 6), { isOwn, mostMs: 2 }), { ms: 0, at: '' });
});

test('a sample after which none came for long counts no longer than one can last', () => {
  const profile = { ...of(2, 3, 4, 6), timeDeltas: [1000, 1000, 1000, 80_000] };
  assert.deepEqual(longestStretch(profile, { isOwn, mostMs: 2 }), { ms: 3, at: 'findPictures ours.cjs:5' });
});
