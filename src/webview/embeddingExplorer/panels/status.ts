import { button } from '../../shared/controls.ts';
import { element } from '../../shared/element.ts';
import { t } from '../../shared/localise.ts';

/** What goes on, and why there is nothing to see: always a sentence, never a blank. */
export function createStatus(events: { onStop(): void; onRetry(): void }) {
  const ring = element('vscode-progress-ring', { attributes: { 'aria-label': t('Working') } });
  const text = element('span', { className: 'text', attributes: { role: 'status' } });
  const stop = button(t('Stop'), () => events.onStop());
  const retry = button(t('Try again'), () => events.onRetry(), 'primary');
  const shown = element('div', { className: 'status' }, ring, text, stop, retry);
  const show = (kind: 'busy' | 'failed' | 'quiet', sentence: string): void => {
    shown.className = `status ${kind}`;
    text.textContent = sentence;
    ring.hidden = stop.hidden = kind !== 'busy';
    retry.hidden = kind !== 'failed';
    shown.hidden = kind === 'quiet' && sentence === '';
  };
  show('busy', t('Waiting for the engine …'));
  return { element: shown, show };
}
