import assert from 'node:assert/strict';
import { test } from 'node:test';
import { frameName, timeText } from '../../../src/webview/answerPanel/frameTime.ts';

test('a time in a video is minutes, seconds and hundredths', () => {
  const expected: [number, string][] = [
    [0, '0:00.00'],
    [5.2, '0:05.20'],
    [59.999, '1:00.00'],
    [3725.04, '62:05.04'],
    [-1, '0:00.00'],
  ];
  for (const [seconds, text] of expected) assert.equal(timeText(seconds), text);
  assert.equal(frameName('clip.webm', 1.5), 'clip.webm 0:01.50');
});
