import assert from 'node:assert/strict';
import type { ViewClaim } from '../onView.ts';
import { pictures, receive, talked, turn, withoutReady } from '../panelView.ts';

/** What holds of questions of the answer panel that are put in other words. */
export const questionClaims: Readonly<Record<string, ViewClaim>> = {
  'a question is edited, asked again, copied and stopped by keys': {
    show: async (view) => {
      await receive(view, talked);
      await view.page.getByRole('button', { name: 'Edit the question and ask again from here' }).first().press('Enter');
      await view.page.locator('.edit textarea:visible').fill('What is blue?');
      await view.page.keyboard.press('Enter');
      await view.page.getByRole('button', { name: 'Answer again, in other words' }).last().press('Enter');
      await view.page.getByRole('button', { name: 'Copy the answer as Markdown' }).first().press('Enter');
      await receive(view, { ...talked, isRunning: true });
      await view.page.locator('.composer textarea').press('Escape');
      assert.deepEqual(withoutReady(await view.sent()), [
        { kind: 'edit', turn: 0, question: 'What is blue?' },
        { kind: 'again', turn: 1 },
        { kind: 'copy', turn: 0 },
        { kind: 'stop' },
      ]);
    },
  },

  'a question that is half put in other words stays so in its conversation, and comes into no other': {
    show: async (view) => {
      await receive(view, talked);
      await view.page.getByRole('button', { name: 'Edit the question and ask again from here' }).last().press('Enter');
      await view.page.locator('.edit textarea:visible').fill('And what is');
      const other = { pictures, turns: [turn('What is this?', 'A page.'), turn('And that?', 'Another.')] };
      await receive(view, { ...other, conversation: 'other' });
      await view.page.getByText('And that?').waitFor();
      assert.equal(await view.page.locator('.edit:visible').count(), 0);
      await receive(view, talked);
      assert.equal(await view.page.locator('.edit textarea:visible').inputValue(), 'And what is');
      await view.page.locator('.edit textarea:visible').press('Enter');
      assert.deepEqual(withoutReady(await view.sent()), [{ kind: 'edit', turn: 1, question: 'And what is' }]);
      await receive(view, { ...talked, conversation: 'other' });
      await receive(view, talked);
      assert.equal(await view.page.locator('.edit:visible').count(), 0);
    },
  },

  'a question that was half put in other words is so when the page is loaded again, where it is still that question': {
    options: {
      kept: {
        ...{ conversation: 'c', draft: '' },
        edits: [
          { conversation: 'c', turn: 0, question: 'What is on the left?', text: 'What is on the far' },
          { conversation: 'c', turn: 1, question: 'And below?', text: 'Elsewhere' },
          { conversation: 'b', turn: 1, question: 'And on the right?', text: 'Elsewhere' },
          ...[null, 7, { conversation: 'c', turn: 1, question: 'And on the right?', text: 7 }],
        ],
      },
    },
    show: async (view) => {
      await receive(view, talked);
      assert.equal(await view.page.locator('.edit textarea:visible').inputValue(), 'What is on the far');
      await view.page.locator('.edit textarea:visible').press('Escape');
      const kept = await view.page.evaluate<{ edits: unknown[] }>('keptState()');
      assert.equal(kept.edits.length, 2);
    },
  },
};
