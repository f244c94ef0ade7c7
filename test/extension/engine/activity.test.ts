import assert from 'node:assert/strict';
import { test } from 'node:test';
import { remark } from '../../../src/engine/api/remarks.ts';
import { Activity } from '../../../src/extension/engine/activity.ts';
import { statusText } from '../../../src/extension/engine/statusText.ts';

const stage = { kind: 'stage', stage: 'loading' } as const;
const words = { kind: 'text', text: 'A' } as const;

test('a question is seen loading, answering, and gone, with the device it ran on', () => {
  const { activity, seen } = watched();
  activity.setProcess('running');
  const question = activity.begin('/models/nano');
  question.progress(stage);
  question.progress(words);
  question.end({ device: 'cpu' });
  assert.deepEqual(seen, ['nothing', 'loading', 'loading', 'answering', 'nothing']);
  assert.deepEqual(activity.state, { doing: 'nothing', model: '/models/nano', device: 'cpu' });
});

test('while one of two questions is open, something goes on', () => {
  const activity = new Activity();
  const [first, second] = [activity.begin('a'), activity.begin('a')];
  second.progress(words);
  first.end({ device: 'cpu' });
  assert.equal(activity.state.doing, 'answering');
  second.end({ device: 'cpu' });
  assert.equal(activity.state.doing, 'nothing');
});

test('a crash shows until the engine starts again', () => {
  const { activity, seen } = watched();
  const question = activity.begin('a');
  activity.setProcess('crashed');
  question.end();
  activity.setProcess('starting');
  activity.setProcess('running');
  assert.deepEqual(seen, ['loading', 'crashed', 'crashed', 'starting', 'nothing']);
});

test('a listener that was disposed hears no more', () => {
  const activity = new Activity();
  let heard = 0;
  activity.onChange(() => heard++).dispose();
  activity.setProcess('running');
  assert.equal(heard, 0);
});

test('the status bar says in words what its icon means', () => {
  const cases = [
    [{ doing: 'nothing' }, '$(eye) nano', 'HoVLE, nano'],
    [{ doing: 'nothing', model: '/m/other', device: 'cpu' }, '$(eye) nano · cpu', 'HoVLE, nano, cpu'],
    [{ doing: 'loading', model: '/m/other' }, '$(loading~spin) other · loading', 'HoVLE, other, loading'],
    [
      { doing: 'answering', model: 'a', device: 'cuda' },
      '$(comment-discussion) a · cuda · answering',
      'HoVLE, a, cuda, answering',
    ],
    [{ doing: 'crashed', model: 'a' }, '$(warning) nano · stopped', 'HoVLE, nano, stopped'],
  ] as const;
  for (const [state, text, label] of cases) {
    const shown = statusText(state, 'nano');
    assert.deepEqual([shown.text, shown.label, shown.warns], [text, label, state.doing === 'crashed']);
  }
});

test('the status bar tells why auto runs on the processor', () => {
  const deviceNote = remark('auto/processor', { reasons: [] });
  const activity = new Activity();
  activity.begin('nano').end({ device: 'cpu', deviceNote });
  assert.equal(
    statusText(activity.state, 'nano').tooltip,
    'HoVLE: nano, cpu. Click for more.\n\nNo graphics processor is used.',
  );
});

function watched() {
  const activity = new Activity();
  const seen: string[] = [];
  activity.onChange(({ doing }) => seen.push(doing));
  return { activity, seen };
}
