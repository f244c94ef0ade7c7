import { streamMimes } from '../../../src/extension/notebook/nbformatOutput.ts';
import type { PlainCell, PlainNotebook } from '../../../src/extension/notebook/plainNotebook.ts';

/** What the editor would save after a run, with a cell of every kind. */
export function ownSample(): PlainNotebook {
  const answer = { mime: 'text/markdown', bytes: bytes('A **cat**.\n\n*tiny · fp32*') };
  const facts = { mime: 'application/vnd.hovle.answer+json', bytes: bytes('{"text":"A **cat**."}') };
  const attachments = { 'p.png': { 'image/png': 'iVBORw0KGgo=' } };
  return {
    cells: [
      plainCell({
        kind: 'markdown',
        language: 'markdown',
        id: 'title',
        text: '# Ünïcode ☃\n\ntext',
        rest: { attachments },
      }),
      plainCell({
        id: 'ask',
        text: '![](cat.png)\nWhat is this?',
        executionCount: 1,
        outputs: [{ items: [answer, facts] }],
      }),
      plainCell({
        id: 'err',
        text: 'Why?',
        outputs: [{ items: [{ mime: streamMimes.stderr, bytes: bytes('no\n') }] }],
      }),
      plainCell({ id: 'py', text: 'print(1)', language: 'python', metadata: { vscode: { languageId: 'python' } } }),
      plainCell({ kind: 'raw', language: 'raw', id: 'raw', text: '' }),
    ],
    metadata: { title: 'Tour' },
    rest: {},
  };
}

/** A question cell with some of its properties given. */
export function plainCell(some: Partial<PlainCell>): PlainCell {
  const nothing = { id: 'x', text: '', metadata: {}, rest: {}, outputs: [], executionCount: null };
  return { kind: 'code', language: 'hovle', ...nothing, ...some };
}

const bytes = (text: string) => new TextEncoder().encode(text);
