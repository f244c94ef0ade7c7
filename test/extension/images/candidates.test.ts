import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { imageCandidates } from '../../../src/extension/images/candidates.ts';
import type { LookupPlace } from '../../../src/extension/images/candidates.ts';

const place: LookupPlace = { base: '/w/docs/guide', roots: ['/w/docs', '/w'], aliases: [] };

describe('an address may mean', () => {
  check('a file beside the document', 'a.png', '/w/docs/guide/a.png');
  check('a file above it', '../a%20b.png?raw=1#x', '/w/docs/a b.png');
  check('a file named with a percent sign', '100%.png', '/w/docs/guide/100%.png');
  check('a file from a root of the workspace', 'media/a.png', '/w/media/a.png');
  check('a file of a site', '/img/a.png', '/w/public/img/a.png');
  check('a file of the system', '/tmp/a.png', '/tmp/a.png');
  check('a file on a Windows drive', 'C:\\a\\b.png', '/C:/a/b.png');
  check('a Windows path', 'img\\a.png', '/w/docs/guide/img/a.png');
  check('a file by an alias of bundlers', '@/a.png', '/w/src/a.png');
  check('a file of a package', '~pkg/a.png', '/w/node_modules/pkg/a.png');
  check('a file without its ending', 'figure', '/w/docs/guide/figure.png');
  check('a file in a folder that the document names', 'a.png', '/w/docs/figs/a.png', { folders: ['../figs/'] });
  const aliases = [{ pattern: '#img/*.png', targets: ['/w/pics/*.x.png'] }];
  check('a file by an alias of the project', '#img/a.png', '/w/pics/a.x.png', { aliases });
});

test('what lies beside the document comes first', () => {
  assert.equal(imageCandidates('a.png', place)[0], '/w/docs/guide/a.png');
});

test('the list has an end, whatever the address', () => {
  const roots = Array.from({ length: 100 }, (_, index) => `/w${index}`);
  assert.ok(imageCandidates('/a/b', { ...place, roots }).length <= 200);
});

function check(claim: string, address: string, expected: string, own: Partial<LookupPlace> = {}) {
  test(claim, () => {
    const candidates = imageCandidates(address, { ...place, ...own });
    assert.ok(candidates.includes(expected), candidates.join('\n'));
  });
}
