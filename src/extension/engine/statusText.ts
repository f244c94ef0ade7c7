import { baseName } from '../baseName.ts';
import { localise } from '../localise.ts';
import { localisedMessage } from '../localisedMessage.ts';
import type { ActivityState } from './activity.ts';

/** What the status bar shows. Icons are the editor's: `$(name)`. */
export interface StatusText {
  text: string;
  tooltip: string;
  /** For screen readers. */
  label: string;
  warns: boolean;
}

/** The state in a few words. `chosen` is the model that would answer now; empty while that is not known. */
export function statusText({ doing, model, device, deviceNote }: ActivityState, chosen: string): StatusText {
  const { icon, says } = looks[doing];
  const word = says();
  const isAsked = doing === 'loading' || doing === 'answering';
  const name = baseName((isAsked ? model : undefined) ?? (chosen || model) ?? '') || 'HoVLE';
  const parts = [name, ...(device && doing !== 'starting' ? [device] : []), ...(word === '' ? [] : [word])];
  const tooltip = localise('HoVLE: {0}. Click for more.', parts.join(', '));
  return {
    text: `$(${icon}) ${parts.join(' · ')}`,
    tooltip: deviceNote ? `${tooltip}\n\n${localisedMessage(deviceNote)}` : tooltip,
    label: `HoVLE, ${parts.join(', ')}`,
    warns: doing === 'crashed',
  };
}

const looks: { readonly [doing in ActivityState['doing']]: { icon: string; says: () => string } } = {
  nothing: { icon: 'eye', says: () => '' },
  starting: { icon: 'loading~spin', says: () => localise('starting') },
  loading: { icon: 'loading~spin', says: () => localise('loading') },
  answering: { icon: 'comment-discussion', says: () => localise('answering') },
  crashed: { icon: 'warning', says: () => localise('stopped') },
};
