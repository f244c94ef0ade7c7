import { baseName } from '../baseName.ts';
import type { ActivityState } from './activity.ts';

/** What the status bar shows. Icons are the editor's: `$(name)`. */
export interface StatusText {
  text: string;
  tooltip: string;
  /** For screen readers. */
  label: string;
  warns: boolean;
}

/** The state in a few words. `chosen` is the model that would answer now; empty for the one that comes with the extension. */
export function statusText({ doing, model, device, deviceNote }: ActivityState, chosen: string): StatusText {
  const { icon, word } = looks[doing];
  const isAsked = doing === 'loading' || doing === 'answering';
  const name = baseName((isAsked ? model : undefined) ?? (chosen || model) ?? '') || 'HoVLE';
  const parts = [name, ...(device && doing !== 'starting' ? [device] : []), ...(word === '' ? [] : [word])];
  return {
    text: `$(${icon}) ${parts.join(' · ')}`,
    tooltip: [`HoVLE: ${parts.join(', ')}. Click for more.`, ...(deviceNote ? [deviceNote] : [])].join('\n\n'),
    label: `HoVLE, ${parts.join(', ')}`,
    warns: doing === 'crashed',
  };
}

const looks: { readonly [doing in ActivityState['doing']]: { icon: string; word: string } } = {
  nothing: { icon: 'eye', word: '' },
  starting: { icon: 'loading~spin', word: 'starting' },
  loading: { icon: 'loading~spin', word: 'loading' },
  answering: { icon: 'comment-discussion', word: 'answering' },
  crashed: { icon: 'warning', word: 'stopped' },
};
