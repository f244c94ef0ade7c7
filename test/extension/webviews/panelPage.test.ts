import assert from 'node:assert/strict';
import { afterEach, beforeEach, mock, test } from 'node:test';
import { PanelPage } from '../../../src/extension/webviews/panelPage.ts';

beforeEach(() => mock.timers.enable({ apis: ['setTimeout'] }));
afterEach(() => mock.timers.reset());

/** A panel of the editor that does nothing by itself, and what is done with it. */
function openPanel() {
  const seen = { loads: 0, surrenders: 0, sent: [] as unknown[] };
  const listeners: ((message: unknown) => void)[] = [];
  const changes: (() => void)[] = [];
  const closers: (() => void)[] = [];
  const panel = {
    visible: true,
    viewColumn: 1,
    webview: {
      postMessage: (message: unknown) => Promise.resolve(seen.sent.push(message) > 0),
      onDidReceiveMessage: (listen: (message: unknown) => void) => listeners.push(listen),
    },
    onDidChangeViewState: (listen: () => void) => changes.push(listen),
    onDidDispose: (listen: () => void) => closers.push(listen),
  };
  const page = new PanelPage<string>(panel, { load: () => seen.loads++, giveUp: () => seen.surrenders++ });
  page.load();
  return {
    page,
    seen,
    says: (kind: string) => listeners.forEach((listen) => listen({ kind })),
    moves: (place: { visible?: boolean; viewColumn?: number }) => {
      Object.assign(panel, place);
      changes.forEach((listen) => listen());
    },
    closes: () => closers.forEach((listen) => listen()),
  };
}

const anHour = 3_600_000;

test('a page that does not come is loaded again, a few times and with growing patience, and then the user is told', () => {
  const { seen } = openPanel();
  const loadsAfter = [11, 2, 20, 5, 45, 5, 90, 10].map((seconds) => {
    mock.timers.tick(seconds * 1000);
    return seen.loads;
  });
  assert.deepEqual(loadsAfter, [1, 2, 2, 3, 3, 4, 4, 4]);
  assert.equal(seen.surrenders, 1);
  mock.timers.tick(anHour);
  assert.deepEqual([seen.loads, seen.surrenders], [4, 1]);
});

test('a page that says that it is ready is called, and left alone once it answers', () => {
  const { seen, says } = openPanel();
  seen.sent = [];
  says('ready');
  assert.deepEqual(seen.sent, [{ kind: 'rollCall' }]);
  says('present');
  mock.timers.tick(anHour);
  assert.deepEqual([seen.loads, seen.surrenders], [1, 0]);
});

test('a page that speaks and does not hear is loaded again', () => {
  const { seen, says } = openPanel();
  says('ready');
  mock.timers.tick(13_000);
  assert.equal(seen.loads, 2);
  says('ready');
  says('present');
  mock.timers.tick(anHour);
  assert.equal(seen.loads, 2);
});

test('a page that nobody sees is waited for, and looked after when it comes into sight, each time', () => {
  const { seen, says, moves } = openPanel();
  moves({ visible: false });
  mock.timers.tick(anHour);
  assert.equal(seen.loads, 1);
  for (const loads of [2, 3]) {
    moves({ visible: true });
    mock.timers.tick(13_000);
    assert.equal(seen.loads, loads);
    says('ready');
    says('present');
    moves({ visible: false });
  }
});

test('a page that is moved to another column is called there, and one that only takes the focus is not', () => {
  const { seen, says, moves } = openPanel();
  says('present');
  seen.sent = [];
  moves({});
  assert.deepEqual(seen.sent, []);
  moves({ viewColumn: 2 });
  assert.deepEqual(seen.sent, [{ kind: 'rollCall' }]);
  says('present');
  mock.timers.tick(anHour);
  assert.equal(seen.loads, 1);
});

test('a panel that is closed is neither loaded nor told anything', async () => {
  const { page, seen, closes } = openPanel();
  closes();
  seen.sent = [];
  await page.post('a state');
  mock.timers.tick(anHour);
  assert.deepEqual([seen.loads, seen.surrenders, seen.sent], [1, 0, []]);
});

test('a message that the editor does not take is no error', async () => {
  const refusing = new PanelPage<string>(
    {
      visible: true,
      webview: {
        postMessage: () => Promise.reject(new Error('Unknown handle')),
        onDidReceiveMessage: () => undefined,
      },
      onDidChangeViewState: () => undefined,
      onDidDispose: () => undefined,
    },
    { load: () => undefined, giveUp: () => undefined },
  );
  await refusing.post('a state');
});
