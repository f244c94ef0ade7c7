import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, mock, test } from 'node:test';
import type { LoadedModel } from '../../../src/engine/generate/loadedModel.ts';
import { ModelShelf } from '../../../src/engine/host/modelShelf.ts';
import type { Wanted } from '../../../src/engine/host/modelShelf.ts';

const wanted: Wanted = {
  checkpoint: '/models/a',
  compiled: '/cache/a',
  source: 'ab',
  precision: 'fp32',
  device: 'cpu',
  prefixCacheBytes: 0,
};

/** A shelf whose models say when they are closed. */
function shelfWith(idleMs: number | undefined): { shelf: ModelShelf; closed: string[] } {
  const closed: string[] = [];
  const load = async (folder: string): Promise<LoadedModel> => {
    const close = async () => void closed.push(folder);
    // The shelf uses nothing else of a model.
    return { device: 'cpu', close } as Partial<LoadedModel> as LoadedModel;
  };
  return { shelf: new ModelShelf(idleMs, load), closed };
}

describe('a model on the shelf', () => {
  beforeEach(() => mock.timers.enable({ apis: ['setTimeout'] }));
  afterEach(() => mock.timers.reset());

  test('is freed when nobody has asked for a while', async () => {
    const { shelf, closed } = shelfWith(1000);
    await shelf.use(wanted, async () => undefined);
    mock.timers.tick(999);
    assert.deepEqual([shelf.loaded.length, closed.length], [1, 0]);
    mock.timers.tick(1);
    await shelf.free();
    assert.deepEqual([shelf.loaded.length, closed], [0, ['/cache/a']]);
  });

  test('waits anew after each question', async () => {
    const { shelf, closed } = shelfWith(1000);
    for (let i = 0; i < 3; i++) {
      await shelf.use(wanted, async () => undefined);
      mock.timers.tick(900);
    }
    assert.deepEqual(closed, []);
  });

  test('is not freed while it answers, however long that takes', async () => {
    const { shelf, closed } = shelfWith(1000);
    let end: () => void = () => undefined;
    const long = shelf.use(wanted, () => new Promise<void>((resolve) => (end = resolve)));
    await shelf.use(wanted, async () => undefined);
    mock.timers.tick(5000);
    assert.deepEqual(closed, []);
    end();
    await long;
    mock.timers.tick(1000);
    assert.deepEqual(shelf.loaded, []);
  });

  test('is loaded anew once its checkpoint has changed, and only then', async () => {
    const { shelf, closed } = shelfWith(undefined);
    for (const source of ['ab', 'ab', 'cd']) await shelf.use({ ...wanted, source }, async () => undefined);
    assert.deepEqual(closed, ['/cache/a']);
  });

  test('stays where no time is set', async () => {
    const { shelf } = shelfWith(undefined);
    await shelf.use(wanted, async () => undefined);
    mock.timers.tick(1e9);
    assert.equal(shelf.loaded.length, 1);
  });
});
