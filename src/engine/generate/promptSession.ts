// E embedding-module rows · D width

import type { DeviceSession, Feeds } from '../session/deviceSession.ts';
import type { DeviceTensor } from '../session/deviceTensor.ts';
import type { HostTensor } from '../tensor/hostTensor.ts';
import type { StreamedLayers } from './streamedLayers.ts';

/** What runs the decoder over a step: takes what the decoder graph takes, and gives what it gives. */
export type DecoderSession = Pick<DeviceSession, 'run'>;

export interface PromptSessionParts {
  /** One holistic layer, whose weights are inputs. */
  readonly layer: DecoderSession;
  readonly layers: StreamedLayers;
  /** Everything behind the holistic layers. */
  readonly rest: DecoderSession;
}

/**
 * The decoder with the faster weights for prompts. The holistic layers are computed one by one, each with weights that
 * are read for it: a quarter of the weights then is never in memory at once.
 */
export class PromptSession implements DecoderSession {
  readonly #parts: PromptSessionParts;

  constructor(parts: PromptSessionParts) {
    this.#parts = parts;
  }

  async run(
    feeds: Feeds,
    fetches: readonly string[],
    inPlace: Readonly<Record<string, DeviceTensor>> = {},
  ): Promise<Record<string, HostTensor>> {
    const outputs: Record<string, HostTensor> = {};
    const rows = await this.#holistic(feeds, outputs);
    const rest = Object.entries(feeds).filter(([name]) => !name.startsWith(holistic));
    const wanted = fetches.filter((name) => !name.startsWith(holistic));
    return { ...outputs, ...(await this.#parts.rest.run({ ...Object.fromEntries(rest), rows }, wanted, inPlace)) };
  }

  /** What leaves the holistic layers, [E, D]; the rows that their caches gain go to `outputs`. */
  async #holistic(feeds: Feeds, outputs: Record<string, HostTensor>): Promise<Feeds[string]> {
    const { layer, layers } = this.#parts;
    let rows = fed(feeds, 'rows');
    for (let index = 0; index < layers.count; index++) {
      const weights = await layers.read(index);
      const made = await layer.run({ ...weights, ...layerFeeds(feeds, index), rows }, [
        'output',
        ...cacheParts('new', 0),
      ]);
      for (const part of ['keys', 'values']) {
        outputs[`${holistic}${index}.new.${part}`] = made[`${holistic}0.new.${part}`]!;
      }
      rows = made['output']!;
    }
    return rows;
  }
}

const holistic = 'embedding.';

/** What one layer reads beside rows and weights: what all layers share, and its own cache, under the first layer's names. */
function layerFeeds(feeds: Feeds, layer: number): Feeds {
  const shared = ['cosine', 'sine', 'mask', 'lengths'].map((part) => `${holistic}${part}`);
  const own = cacheParts('past', layer);
  const names = cacheParts('past', 0);
  return Object.fromEntries([
    ...shared.filter((name) => name in feeds).map((name) => [name, fed(feeds, name)] as const),
    ...own.map((name, index) => [names[index] ?? name, fed(feeds, name)] as const),
  ]);
}

function cacheParts(time: 'past' | 'new', layer: number): string[] {
  return ['keys', 'values'].map((part) => `${holistic}${layer}.${time}.${part}`);
}

function fed(feeds: Feeds, name: string): Feeds[string] {
  const tensor = feeds[name];
  if (!tensor) throw new RangeError(`The decoder is not fed ${name}.`);
  return tensor;
}
