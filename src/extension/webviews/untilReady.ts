import type { Closable } from '../scope.ts';

/** Waits for a page to say that it has loaded. */
export interface ReadyWatch extends Closable {
  /** The page is being loaded. */
  begin(): void;
  /** The page has loaded. */
  end(): void;
}

/**
 * Loads a page again that does not say within a while that it has loaded: on a busy machine the editor gives up on a page's
 * files after half a minute and shows nothing. A page that nobody sees is not loaded, and waits.
 */
export function untilReady({ isSeen, load }: { isSeen: () => boolean; load: () => void }): ReadyWatch {
  let timer: NodeJS.Timeout | undefined;
  let attempts = 0;
  const end = () => clearInterval(timer);
  const look = () => {
    if (!isSeen()) return;
    if (++attempts > mostAttempts) end();
    else load();
  };
  const begin = () => {
    end();
    timer = setInterval(look, patienceMs);
  };
  return { begin, end, dispose: end };
}

/** A little longer than the editor waits. */
const patienceMs = 35_000;
const mostAttempts = 3;
