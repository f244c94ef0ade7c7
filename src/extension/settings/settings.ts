import { deviceNames, precisions } from '../../engine/api/choices.ts';
import type { DeviceChoice, Precision } from '../../engine/api/choices.ts';
import { number, oneOf, text, texts } from './settingValues.ts';

/** What the user has set for the whole window, with defaults and limits applied. */
export interface Settings {
  /** Name or folder of the model; empty for the one that is shipped. */
  model: string;
  modelFolders: string[];
  device: DeviceChoice;
  /** Absent where the engine is to choose. */
  precision?: Precision;
  /** The Node.js that runs the engine; empty for the one that is found. */
  nodePath: string;
  /** How long a loaded model waits for the next question before its memory is freed; absent where it stays. */
  unloadAfterMs?: number;
  maxTokens: number;
  temperature: number;
  /** Absent where the model's own limit holds. */
  maxTiles?: number;
  explainQuestion: string;
  hover: HoverSettings;
  /** Whether pictures may be fetched from the web when a document names them. */
  remoteImages: boolean;
  /** Whether the tools are offered by a server of the Model Context Protocol as well. */
  offersToolServer: boolean;
}

/** What hovers over the names of pictures do. */
export interface HoverSettings {
  isEnabled: boolean;
  explain: (typeof hoverChoices)[number];
  question: string;
}

const hoverChoices = ['onRequest', 'always', 'never'] as const;

/** Reads settings from where the editor keeps them, which is anything: what does not fit is taken as not set. */
export function readSettings(get: (key: string) => unknown): Settings {
  const precision = oneOf(get('precision'), precisions);
  const maxTiles = Math.round(number(get('maxTiles'), 0, 0, 100));
  // A timer takes no more than three weeks.
  const unloadAfterMinutes = number(get('unloadAfterMinutes'), 15, 0, 30_000);
  return {
    model: text(get('model'), ''),
    modelFolders: texts(get('modelFolders')),
    device: oneOf(get('device'), ['auto', ...deviceNames] as const) ?? 'auto',
    ...(precision ? { precision } : {}),
    nodePath: text(get('nodePath'), ''),
    ...(unloadAfterMinutes > 0 ? { unloadAfterMs: Math.round(unloadAfterMinutes * 60_000) } : {}),
    maxTokens: Math.round(number(get('maxTokens'), 512, 1, 100_000)),
    temperature: number(get('temperature'), 0, 0, 5),
    ...(maxTiles > 0 ? { maxTiles } : {}),
    explainQuestion: text(get('explainQuestion'), '') || 'Please describe the image in detail.',
    hover: {
      isEnabled: get('hover.enabled') !== false,
      explain: oneOf(get('hover.explain'), hoverChoices) ?? 'onRequest',
      question: text(get('hover.question'), ''),
    },
    remoteImages: get('remoteImages') === true,
    offersToolServer: get('tools.mcpServer') === true,
  };
}
