import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import { EngineError } from '../../src/engine/api/errors.ts';
import { packError } from '../../src/engine/api/errorOnWire.ts';
import { remark } from '../../src/engine/api/remarks.ts';
import { errorText } from '../../src/extension/errorText.ts';
import { readRecipe } from '../../src/engine/train/recipe/recipe.ts';
import { noMemory } from '../../src/engine/session/runtimeReason.ts';
import { ExtensionError } from '../../src/extension/extensionError.ts';
import { localiseWith } from '../../src/extension/localise.ts';
import { localisedMessage } from '../../src/extension/localisedMessage.ts';

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

  test('names each mistake of a recipe with its line', () => {
    const recipe = 'name: 5\nstages:\n  - stage: allign\n    data: none\n    step: 3\n    rate: 1\n';
    const [name, unknown, stage, data, steps] = textOf(() => readRecipe(recipe, 'a.yaml')).split('\n');
    assert.equal(name, 'a.yaml:1:7：name：值为 5，但必须是文本。');
    assert.match(
      stage ?? '',
      /^a\.yaml:3:12：stages\[0\]\.stage：值为 "allign"，但必须是以下之一：pretrain, .*, monolithic。$/,
    );
    assert.equal(data, 'a.yaml:4:11：stages[0].data：必须是至少有一项的列表。');
    assert.equal(steps, 'a.yaml:3:5：stages[0].steps：缺失；必须是不小于 1 的整数。');
    assert.match(unknown ?? '', /^a\.yaml:5:5：stages\[0\]\.step：此处没有这个字段；已知的有：name, stage, /);
  });

  test('leaves the words of a parser as they are, in a sentence of its own', () => {
    assert.match(
      textOf(() => readRecipe('name: [\n', 'a.yaml')),
      /^a\.yaml:\d+:\d+：文本：不是有效的 YAML（“Flow sequence in block collection must be [^”]*”）。$/,
    );
  });

  test('says why a device cannot be used', () => {
    const details = {
      wanted: 'cuda',
      usable: ['cpu', 'webgpu'],
      detail: remark('trial/crashed', { signal: 'SIGSEGV' }),
    };
    assert.equal(
      errorText(new EngineError('device/unavailable', details)),
      '本机没有 cuda 设备。试用时其驱动程序崩溃（SIGSEGV）：请更新驱动程序。此处可用的有：cpu, webgpu。',
    );
    const reason = remark('runtime/other', { words: 'disk on fire', platform: 'linux-x64' });
    assert.equal(
      errorText(new EngineError('session/no-runtime', { platform: 'linux-x64', reason })),
      '无法在 linux-x64 上加载负责计算模型的 ONNX Runtime：disk on fire。请在 linux-x64 上重新安装，不要省略可选文件。',
    );
  });
});

function textOf(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    return errorText(error);
  }
  return assert.fail('Nothing was thrown.');
}

describe('a remark in another language', () => {
  before(() => localiseWith(speaking(bundle)));
  after(() => localiseWith(speaking({})));

  test('lists remarks in it one a line', () => {
    const about = [remark('presence/no-vulkan', undefined), remark('trial/failed', { reason: noMemory })] as const;
    const reasons = [
      remark('auto/passed-over', { device: 'webgpu', about: about[0] }),
      remark('auto/passed-over', { device: 'cuda', about: about[1] }),
    ];
    const [first, webgpu, cuda] = localisedMessage(remark('auto/processor', { reasons })).split('\n');
    assert.equal(first, '未使用图形处理器。');
    assert.match(webgpu ?? '', /^webgpu：未安装 Vulkan 驱动程序：/);
    assert.equal(cuda, 'cuda：试用失败：其内存不足。');
  });

  test('stands within the sentence of an error', () => {
    const what = remark('part/beside', { keyword: 'minLength', other: 'enum' });
    const unsupported = new EngineError('schema/unsupported', { what, place: '#/properties/a' });
    assert.equal(errorText(unsupported), '生成回答时无法遵循该模式：enum 旁的 minLength（#/properties/a）。');
    const reason = remark('node/too-old', { version: 'v16.0.0' });
    assert.match(
      errorText(new EngineError('engine/node-unusable', { node: '/n', reason })),
      /但它的版本是 v16\.0\.0。/,
    );
  });

  test('translates an error in it', () => {
    const error = packError(new EngineError('device/no-kernels', { device: 'webgpu', precision: 'int8' }));
    assert.match(
      localisedMessage(remark('auto/gave-up', { device: 'webgpu', error })),
      /^试用 webgpu 后改用了处理器。无法在 webgpu 上加载模型：它没有用于精度 int8 的计算内核。/,
    );
  });
});

test('an error stays as it is where nobody has translated it', () => {
  const error = new ExtensionError('image/not-found', { path: '/a.png' });
  assert.equal(errorText(error), error.message);
  const slow = remark('trial/slow', { speed: '0.3' });
  assert.equal(localisedMessage(slow), slow.message);
});
