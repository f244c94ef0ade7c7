import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import { EngineError } from '../../src/engine/api/errors.ts';
import { errorText } from '../../src/extension/errorText.ts';
import { ExtensionError } from '../../src/extension/extensionError.ts';
import { localiseWith } from '../../src/extension/localise.ts';

const bundle = JSON.parse(readFileSync('l10n/bundle.l10n.zh-cn.json', 'utf8')) as Record<string, string>;

const speaking =
  (texts: Record<string, string>) =>
  (sentence: string, values: Record<string, string | number>): string =>
    (texts[sentence] ?? sentence).replaceAll(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));

describe('an error in another language', () => {
  before(() => localiseWith(speaking(bundle)));
  after(() => localiseWith(speaking({})));

  test('names its details', () => {
    assert.equal(errorText(new ExtensionError('image/not-found', { path: '/a.png' })), '/a.png 处没有图片。');
  });

  test('translates details that are words of our own', () => {
    const error = new ExtensionError('cell/bad-value', {
      ...{ name: 'temperature', value: '9', line: 2, wanted: 'a number from 0 to 5' },
    });
    assert.equal(errorText(error), '第 2 行：%temperature 需要 0 到 5 之间的数，而不是“9”。');
  });

  test('says how the engine ended, and what the system told of it', () => {
    assert.match(
      errorText(new EngineError('engine/died', { cause: 'killed', signal: 'SIGKILL' })),
      /^引擎被外部终止；.* \(SIGKILL\)。/,
    );
    const last = { cause: 'crash', exitCode: 134 } as const;
    const often = new EngineError('engine/crashes-repeatedly', { times: 3, withinSeconds: 60, last });
    assert.match(errorText(often), /停止了 3 次.*引擎在本机代码中崩溃 \(134\)。/);
  });

  test('counts bytes in megabytes, and lists what there are several of', () => {
    const large = new ExtensionError('image/too-large', { path: 'a.png', sizeBytes: 2e8, limitBytes: 1e8 });
    assert.equal(errorText(large), 'a.png 有 200.0 MB；最多读取 100.0 MB 的图片。');
    const unknown = new ExtensionError('model/unknown', { name: 'x', known: ['a', 'b'] });
    assert.match(errorText(unknown), /a, b/);
  });
});

test('an error stays as it is where nobody has translated it', () => {
  const error = new ExtensionError('image/not-found', { path: '/a.png' });
  assert.equal(errorText(error), error.message);
});
