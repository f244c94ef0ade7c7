import type { MapMethod } from '../../engine/api/choices.ts';
import type { FromAnswerRenderer, FromOutput, ToAnswerRenderer } from '../protocol.ts';
import { damaged, newer } from '../outputs/outputKind.ts';
import { isRecord } from '../shared/isRecord.ts';
import { setTranslations, t } from '../shared/localise.ts';
import { answerStyle } from './answerStyle.ts';
import { AnswerView } from './answerView.ts';
import { readAnswerFacts, type AnswerFacts, type ReadAnswer } from './answerFacts.ts';
import { readExplanation } from './explanation.ts';
import { readWordMap } from './wordMap.ts';

/** Called by the notebook once; draws every output of the kind *answer*. */
export function activate({ postMessage, onDidReceiveMessage }: RendererContext) {
  const style = document.createElement('style');
  style.textContent = answerStyle;
  document.head.append(style);
  const outputs = new Map<string, ShownAnswer>();
  const draw = (id: string, shown: ShownAnswer): void => {
    const facts = read(shown.item);
    if ('problem' in facts) {
      shown.parent.replaceChildren(problems[facts.problem]());
      return;
    }
    // An output that is drawn again and holds the same answer goes on with what its reader has asked of it.
    if (!shown.view || facts.mark !== shown.mark) {
      shown.view = new AnswerView(facts, postMessage && questionsOf(id, facts, postMessage));
      shown.mark = facts.mark;
    }
    shown.parent.replaceChildren(shown.view.element);
  };
  onDidReceiveMessage?.((message) => {
    if (isRecord(message) && message['kind'] === 'texts') {
      setTranslations(message['texts']);
      for (const [id, shown] of outputs) {
        if (shown.view?.isAsked !== true) delete shown.mark;
        draw(id, shown);
      }
      return;
    }
    // Only the extension that this bundle ships with can send here.
    const reply = message as ToAnswerRenderer;
    const view = outputs.get(reply.id)?.view;
    if (view) show(view, reply);
  });
  postMessage?.({ kind: 'texts' });
  return {
    renderOutputItem(item: OutputItem, parent: HTMLElement): void {
      const shown = { ...outputs.get(item.id), item, parent };
      outputs.set(item.id, shown);
      draw(item.id, shown);
    },
    disposeOutputItem: (id?: string): void => {
      if (id === undefined) outputs.clear();
      else outputs.delete(id);
    },
  };
}

/** An output on the page. What is damaged has no view. */
interface ShownAnswer {
  readonly item: OutputItem;
  readonly parent: HTMLElement;
  mark?: string;
  view?: AnswerView;
}

function questionsOf(id: string, { mark }: AnswerFacts, post: (message: FromAnswerRenderer) => void) {
  return {
    explain: () => post({ kind: 'explain', id, mark }),
    map: (method: MapMethod, pieces: { first: number; count: number }) =>
      post({ kind: 'map', id, mark, method, ...pieces }),
    stop: () => post({ kind: 'stop', id }),
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

const problems = { newer, damaged };

/** What the notebook gives a renderer; the messages only where it was asked for. */
interface RendererContext {
  readonly postMessage?: (message: FromAnswerRenderer | FromOutput) => void;
  readonly onDidReceiveMessage?: (listener: (message: unknown) => void) => void;
}

interface OutputItem {
  readonly id: string;
  json(): unknown;
}
