// E embedding-module rows of a run · D width

import { EngineError } from '../api/errors.ts';
import type { DeviceSession, Feeds } from '../session/deviceSession.ts';
import type { HostTensor } from '../tensor/hostTensor.ts';
import type { StreamedLayers } from './streamedLayers.ts';

/**
 * The holistic layers with the faster weights for prompts, computed one by one, each with weights that are read for it: a
 * quarter of the weights then is never in memory at once.
 */
export class HolisticLayers {
  /** One layer, whose weights are inputs. */
  readonly #layer: Pick<DeviceSession, 'run'>;
  readonly #weights: StreamedLayers;

  constructor(layer: Pick<DeviceSession, 'run'>, weights: StreamedLayers) {
    this.#layer = layer;
    this.#weights = weights;
  }

  /**
   * Takes what all layers of the decoder graph take; gives what leaves the last one as `rows` [E, D], and the rows that
   * the caches gain. Throws `request/cancelled` between layers once `signal` is aborted.
   */
  async run(feeds: Feeds, signal?: AbortSignal): Promise<Record<string, HostTensor>> {
    const outputs: Record<string, HostTensor> = {};
    let rows = fed(feeds, 'rows');
    for (let index = 0; index < this.#weights.count; index++) {
      if (signal?.aborted) throw new EngineError('request/cancelled', undefined);
      const weights = await this.#weights.read(index);
      const made = await this.#layer.run({ ...weights, ...layerFeeds(feeds, index), rows }, [
        'output',
        ...cacheParts('new', 0),
      ]);
      for (const part of ['keys', 'values']) {
        outputs[`${holistic}${index}.new.${part}`] = made[`${holistic}0.new.${part}`]!;
      }
      outputs['rows'] = made['output']!;
      rows = outputs['rows'];
    }
    return outputs;
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
