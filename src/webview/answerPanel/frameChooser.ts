import type { FromAnswerPanel, PanelParts } from '../protocol.ts';
import { button } from '../shared/controls.ts';
import { element } from '../shared/element.ts';
import { t } from '../shared/localise.ts';
import type { Chooser } from './chooser.ts';
import { frameName, timeText } from './frameTime.ts';
import { createSlider } from './slider.ts';

/** What a video is played from and where it begins. */
export type VideoParts = Extract<PanelParts, { kind: 'video' }>;

/** Goes through a video and takes frames out of it; the browser decodes what it can. */
export function createFrameChooser(parts: VideoParts, send: (message: FromAnswerPanel) => void): Chooser {
  // Without it the canvas would not give back what is drawn on it from another origin.
  const attributes = { crossorigin: 'anonymous', preload: 'auto', playsinline: '', 'aria-label': parts.name };
  // By its tag.
  const video = element('video', { attributes }) as HTMLVideoElement;
  video.muted = true;
  const problem = element('p', { className: 'problem', attributes: { role: 'status' } });
  const slider = createSlider({
    ...{ label: t('Time in {0}', parts.name), previous: t('Frame before'), next: t('Next frame') },
    ...{ min: 0, step: frameSeconds },
    onMove: (seconds) => {
      video.currentTime = seconds;
      show(seconds);
    },
  });
  const add = button(t('Add this frame'), () => void take(), 'primary');
  const done = button(t('Done'), () => send({ kind: 'closeParts' }));
  const show = (seconds: number): void =>
    slider.set({
      max: video.duration || 0,
      value: seconds,
      text: `${timeText(seconds)} / ${timeText(video.duration || 0)}`,
    });
  const take = async (): Promise<void> => {
    const bytes = await frameOf(video).catch(() => undefined);
    const { currentTime: seconds } = video;
    problem.textContent = bytes ? '' : t('No frame could be taken from {0}.', parts.name);
    if (bytes) send({ kind: 'addFrame', seconds, name: frameName(parts.name, seconds), bytes });
  };
  const fail = (): void => {
    problem.textContent = t('{0} cannot be played here: the editor does not know its format.', parts.name);
    for (const part of [video, slider.element, add]) part.hidden = true;
  };
  video.addEventListener('error', fail);
  video.addEventListener('loadedmetadata', () => void begin(video, parts.seconds).then(show));
  show(0);
  video.src = parts.videoUri;
  const title = element('h2', { text: parts.name });
  const buttons = element('div', { className: 'row' }, add, done);
  return {
    element: element('section', { className: 'chooser' }, title, video, problem, slider.element, buttons),
    receive: () => undefined,
  };
}

/** Videos tell no frame rate here; most have 25 or more a second. */
const frameSeconds = 0.04;

/** Goes to where the video was left. A recording whose length is not written down tells it at its end. */
async function begin(video: HTMLVideoElement, seconds: number): Promise<number> {
  if (!Number.isFinite(video.duration)) await seek(video, Number.MAX_SAFE_INTEGER);
  if (video.videoWidth === 0) video.dispatchEvent(new Event('error'));
  const at = Math.min(seconds, video.duration);
  await seek(video, at);
  return at;
}

function seek(video: HTMLVideoElement, seconds: number): Promise<void> {
  return new Promise((resolve) => {
    video.addEventListener('seeked', () => resolve(), { once: true });
    video.currentTime = seconds;
  });
}

/** The frame that is shown, as a PNG file. */
async function frameOf(video: HTMLVideoElement): Promise<Uint8Array> {
  if (video.seeking) await new Promise((resolve) => video.addEventListener('seeked', resolve, { once: true }));
  // By its tag.
  const canvas = element('canvas', {}) as HTMLCanvasElement;
  [canvas.width, canvas.height] = [video.videoWidth, video.videoHeight];
  canvas.getContext('2d')?.drawImage(video, 0, 0);
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'));
  if (!blob) throw new Error('The frame has no pixels.');
  return new Uint8Array(await blob.arrayBuffer());
}
