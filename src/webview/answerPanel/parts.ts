import type { AnswerPanelState, FromAnswerPanel, PanelParts, ToAnswerPanel } from '../protocol.ts';
import { element } from '../shared/element.ts';
import type { Chooser } from './chooser.ts';
import { createFrameChooser } from './frameChooser.ts';
import { createPageChooser } from './pageChooser.ts';

/** Where pages of a document or frames of a video are chosen, while one is open. */
export function createParts(send: (message: FromAnswerPanel) => void) {
  const place = element('div', { className: 'parts' });
  place.hidden = true;
  let chooser: Chooser | undefined;
  let shown = '';
  /** A video that was dropped from outside, which only this page can play. */
  let local: { name: string; address: string } | undefined;
  let early: Extract<ToAnswerPanel, { kind: 'page' }> | undefined;

  const open = (parts: PanelParts | undefined): void => {
    const key = JSON.stringify(
      parts && [parts.kind, parts.name, parts.kind === 'video' ? parts.videoUri : parts.pages],
    );
    if (key === shown) return;
    shown = key;
    chooser = parts && choosers[parts.kind](parts as never, sendOrClose); // The row of a kind takes parts of that kind.
    place.replaceChildren(...(chooser ? [chooser.element] : []));
    place.hidden = chooser === undefined;
    if (early) chooser?.receive(early);
  };
  const closeLocal = (): void => {
    if (local) URL.revokeObjectURL(local.address);
    local = undefined;
  };
  const sendOrClose = (message: FromAnswerPanel): void => {
    if (message.kind === 'closeParts' && local) {
      closeLocal();
      open(undefined);
    } else send(message);
  };
  place.addEventListener('keydown', ({ key }) => key === 'Escape' && sendOrClose({ kind: 'closeParts' }));
  return {
    element: place,
    show: ({ parts }: AnswerPanelState) => {
      if (parts) closeLocal();
      if (!local) open(parts);
    },
    receive: (message: Extract<ToAnswerPanel, { kind: 'page' }>) => {
      early = message;
      chooser?.receive(message);
    },
    playVideo: (file: File) => {
      closeLocal();
      local = { name: file.name, address: URL.createObjectURL(file) };
      open({ kind: 'video', name: local.name, videoUri: local.address, seconds: 0 });
    },
  };
}

type Choosers = {
  readonly [kind in PanelParts['kind']]: (
    parts: Extract<PanelParts, { kind: kind }>,
    send: (message: FromAnswerPanel) => void,
  ) => Chooser;
};

const choosers: Choosers = { pages: createPageChooser, video: createFrameChooser };
