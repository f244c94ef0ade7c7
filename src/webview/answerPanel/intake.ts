import { mostPastedBytes } from '../protocol.ts';
import type { FromAnswerPanel, PanelFile } from '../protocol.ts';
import { t } from '../shared/localise.ts';
import { stripType } from './strip.ts';

/** What the intake needs to do something with what it takes. */
export interface IntakeActions {
  send: (message: FromAnswerPanel) => void;
  /** Plays a video that only this page has. */
  playVideo: (file: File) => void;
  complain: (sentence: string) => void;
}

/** Takes pictures that are pasted into the page or dropped on it. Text goes where it always goes. */
export function listenForPictures(actions: IntakeActions): void {
  document.addEventListener('paste', (event) => {
    const files = [...(event.clipboardData?.files ?? [])];
    if (files.length === 0) return;
    event.preventDefault();
    void takeFiles(files, actions);
  });
  document.addEventListener('dragover', (event) => {
    if (!brings(event.dataTransfer)) return;
    event.preventDefault();
    document.body.classList.add('dropping');
  });
  document.addEventListener('dragleave', ({ relatedTarget }) => {
    if (relatedTarget === null) document.body.classList.remove('dropping');
  });
  document.addEventListener('drop', (event) => {
    document.body.classList.remove('dropping');
    if (!brings(event.dataTransfer)) return;
    event.preventDefault();
    takeDrop(event.dataTransfer, actions);
  });
}

/** Whether something is dragged here that could be a picture, and not one of the strip. */
function brings(transfer: DataTransfer | null): transfer is DataTransfer {
  const types = transfer?.types ?? [];
  return !types.includes(stripType) && (types.includes('Files') || uriTypes.some((type) => types.includes(type)));
}

/** The editor names its own files by the first two. */
const uriTypes = ['application/vnd.code.uri-list', 'text/uri-list', 'resourceurls'];

function takeDrop(transfer: DataTransfer, actions: IntakeActions): void {
  const uris = uriTypes.map((type) => readUris(transfer.getData(type))).find((found) => found.length > 0);
  if (uris) actions.send({ kind: 'addUris', uris });
  else void takeFiles([...transfer.files], actions);
}

function readUris(list: string): string[] {
  if (list.startsWith('[')) return readJsonUris(list);
  return list.split(/\r?\n/).filter((line) => line !== '' && !line.startsWith('#'));
}

function readJsonUris(list: string): string[] {
  try {
    const read: unknown = JSON.parse(list);
    return Array.isArray(read) ? read.filter((uri) => typeof uri === 'string') : [];
  } catch (error) {
    if (error instanceof SyntaxError) return [];
    throw error;
  }
}

async function takeFiles(files: readonly File[], { send, playVideo, complain }: IntakeActions): Promise<void> {
  const video = files.find(({ type }) => type.startsWith('video/'));
  if (video) playVideo(video);
  const pictures = files.filter(({ type }) => type.startsWith('image/') || type === 'application/pdf');
  const tooLarge = pictures.find(({ size }) => size > mostPastedBytes);
  if (tooLarge)
    complain(t('{0} is larger than {1} MB. Add it by its file instead.', tooLarge.name, mostPastedBytes / 1e6));
  const taken = await Promise.all(pictures.filter(({ size }) => size <= mostPastedBytes).map(readFile));
  if (taken.length > 0) send({ kind: 'addFiles', files: taken });
  if (!video && pictures.length === 0) complain(t('There is no picture, PDF document or video in this.'));
}

async function readFile(file: File): Promise<PanelFile> {
  return { name: file.name, mime: file.type, bytes: new Uint8Array(await file.arrayBuffer()) };
}
