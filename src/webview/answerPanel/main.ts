import type { AnswerPanelState, FromAnswerPanel, ToAnswerPanel } from '../protocol.ts';
import { defineControls } from '../shared/controls.ts';
import { connectEditor } from '../shared/editor.ts';
import { element } from '../shared/element.ts';
import { t } from '../shared/localise.ts';
import '../shared/page.css';
import './answerPanel.css';
import { createComposer } from './composer.ts';
import { createEdits } from './edits.ts';
import { listenForPictures } from './intake.ts';
import { readKept } from './kept.ts';
import { pictureToShow } from './pictureToShow.ts';
import { createParts } from './parts.ts';
import { createSpeech } from './speech.ts';
import { createStage } from './stage.ts';
import { createStrip } from './strip.ts';
import { createTalk } from './talk.ts';
import { createToolbar } from './toolbar.ts';

defineControls();

const editor = connectEditor<FromAnswerPanel>((message) => {
  // Only the extension that this bundle ships with can send here.
  const received = message as ToAnswerPanel;
  if (received.kind === 'page') parts.receive(received);
  else show(received.state);
});
const kept = readKept(editor.kept());
let state: AnswerPanelState | undefined;
let shownId: string | undefined = kept.shown;
let draft = kept.draft;

const send = (message: FromAnswerPanel): void => editor.send(message);
const look = (id: string): void => {
  shownId = id;
  if (state) show(state);
};
const speech = createSpeech(() => performance.now());
const toolbar = createToolbar(send);
const stage = createStage(send);
const strip = createStrip({ send, look, say: (text) => speech.say(text) });
const parts = createParts(send);
const edits = createEdits(kept.edits, () => keep());
const talk = createTalk({ send, look }, edits, speech);
const composer = createComposer(draft, {
  send,
  onDraft: (text) => {
    draft = text;
    keep();
  },
});
const complaint = element('p', { className: 'complaint', attributes: { role: 'alert' } });
const empty = element('p', {
  className: 'empty',
  text: t(
    'Add, paste or drop a picture, a PDF document or a video, and ask about it. A screenshot is pasted from the clipboard.',
  ),
});

function show(next: AnswerPanelState): void {
  shownId = pictureToShow(shownId, state, next);
  state = next;
  const shown = next.pictures.find(({ id }) => id === shownId);
  toolbar.show(next);
  parts.show(next);
  stage.show(parts.element.hidden ? shown : undefined);
  strip.show(next.pictures, shown?.id);
  empty.hidden = next.pictures.length > 0 || !parts.element.hidden;
  talk.show(next);
  composer.show(next);
  complaint.textContent = '';
  keep();
}

/** For when the window is loaded again: the extension finds the conversation by its id. */
function keep(): void {
  const conversation = state?.conversation ?? kept.conversation;
  editor.keep({ conversation, draft, edits: edits.all(), shown: shownId });
}

listenForPictures({
  send,
  playVideo: (file) => {
    parts.playVideo(file);
    if (state) show(state);
  },
  complain: (sentence) => (complaint.textContent = sentence),
});
const drop = element('div', { className: 'drop', text: t('Drop to add'), attributes: { 'aria-hidden': 'true' } });
const pictures = element('section', { className: 'pictures', attributes: { 'aria-label': t('Pictures') } });
pictures.append(parts.element, stage.element, empty, strip.element, complaint);
const words = element('div', { className: 'words-side' });
words.append(talk.element, composer.element);
document.body.append(toolbar.element, element('main', { className: 'answers' }, pictures, words), speech.element, drop);
editor.send({ kind: 'ready' });
