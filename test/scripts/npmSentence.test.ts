import assert from 'node:assert/strict';
import { test } from 'node:test';
import { npmSentence } from '../../scripts/prepare.mjs';

function check(claim: string, code: string, advice: RegExp) {
  test(claim, () => {
    const sentence = npmSentence(`npm warn deprecated something\nnpm error code ${code}\nnpm error more\n`);
    assert.match(sentence, advice);
    assert.ok(sentence.startsWith(`npm error code ${code}\n`), 'npm’s own errors stand first, its warnings do not');
  });
}

check('without a network the advice is to check it', 'ENOTFOUND', /Check the network and start again[.]$/);
check('a refused connection is a missing network', 'ECONNREFUSED', /Check the network/);
check('a full disk is named', 'ENOSPC', /The disk is full/);
check('a folder of someone else is named', 'EACCES', /may not write here/);
check('any other failure points to npm’s message', 'EINTEGRITY', /Its own message stands above/);
