import type { AnswerPanelState } from '../protocol.ts';

/** Which picture is looked at after a change: one that has come, one that is just being asked about, or the same as before. */
export function pictureToShow(
  shown: string | undefined,
  before: AnswerPanelState | undefined,
  { pictures, turns, conversation }: AnswerPanelState,
): string | undefined {
  const has = (id: string | undefined) => pictures.some((picture) => picture.id === id);
  const isSame = before?.conversation === conversation;
  const added = isSame
    ? pictures.findLast(({ id }) => !before.pictures.some((picture) => picture.id === id))
    : undefined;
  if (added) return added.id;
  const running = turns.findIndex(({ state }) => state === 'running');
  const isNew = isSame && running >= 0 && before.turns[running]?.state !== 'running';
  const [asked] = isNew ? (turns[running]?.pictures ?? []) : [];
  if (has(asked) && !turns[running]?.pictures.includes(shown ?? '')) return asked;
  if (has(shown)) return shown;
  const at = before?.pictures.findIndex(({ id }) => id === shown) ?? 0;
  return pictures[Math.min(Math.max(at, 0), pictures.length - 1)]?.id;
}
