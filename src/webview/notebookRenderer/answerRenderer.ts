import type { MapMethod } from '../../engine/api/choices.ts';
import type { FromAnswerRenderer, ToAnswerRenderer } from '../protocol.ts';
import { t } from '../shared/localise.ts';
import { answerStyle } from './answerStyle.ts';
import { AnswerView } from './answerView.ts';
import { readAnswerFacts, type ReadAnswer } from './answerFacts.ts';
import { readExplanation } from './explanation.ts';
import { readWordMap } from './wordMap.ts';

/** Called by the notebook once; draws every output of the kind *answer*. */
export function activate({ postMessage, onDidReceiveMessage }: RendererContext) {
  const style = document.createElement('style');
  style.textContent = answerStyle;
  document.head.append(style);
  const views = new Map<string, AnswerView>();
  onDidReceiveMessage?.((message) => {
    // Only the extension that this bundle ships with can send here.
    const reply = message as ToAnswerRenderer;
    const view = views.get(reply.id);
    if (view) show(view, reply);
  });
  return {
    renderOutputItem(item: OutputItem, parent: HTMLElement): void {
      const facts = read(item);
      if ('problem' in facts) {
        parent.textContent = sentences[facts.problem];
        return;
      }
      const { id } = item;
      const { mark } = facts;
      const ask = postMessage && {
        explain: () => postMessage({ kind: 'explain', id, mark }),
        map: (method: MapMethod, pieces: { first: number; count: number }) =>
          postMessage({ kind: 'map', id, mark, method, ...pieces }),
        stop: () => postMessage({ kind: 'stop', id }),
      };
      const view = new AnswerView(facts, ask);
      views.set(item.id, view);
      parent.replaceChildren(view.element);
    },
    disposeOutputItem: (id?: string): void => {
      if (id === undefined) views.clear();
      else views.delete(id);
    },
  };
}

function read(item: OutputItem): ReadAnswer {
  try {
    return readAnswerFacts(item.json());
  } catch {
    // What is no JSON was edited by hand.
    return { problem: 'damaged' };
  }
}

function show(view: AnswerView, { explanation, map, progress, failure }: ToAnswerRenderer): void {
  const explained = explanation && readExplanation(explanation);
  const mapped = map && readWordMap(map);
  if (explained) view.show(explained);
  else if (map && mapped) view.showMap(mapped, map);
  else if (progress !== undefined) view.showProgress(progress);
  else view.say(failure ?? t('The explanation cannot be read.'));
}

const sentences = {
  newer: t(
    'This answer was written by a newer version of HoVLE. Update HoVLE to see it here; the notebook keeps it as text as well.',
  ),
  damaged: t('This answer cannot be shown: its data was changed or is incomplete. Run the cell again.'),
};

/** What the notebook gives a renderer; the messages only where it was asked for. */
interface RendererContext {
  readonly postMessage?: (message: FromAnswerRenderer) => void;
  readonly onDidReceiveMessage?: (listener: (message: unknown) => void) => void;
}

interface OutputItem {
  readonly id: string;
  json(): unknown;
}
