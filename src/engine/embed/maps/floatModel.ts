import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Checkpoint } from '../../checkpoint/checkpoint.ts';
import { openCheckpoint } from '../../checkpoint/openCheckpoint.ts';
import { placeholderOf } from '../../generate/loadedModel.ts';
import type { ModelConfig, StackConfig } from '../../model/config.ts';
import { names, type LayerNames } from '../../model/names.ts';
import { readConfig } from '../../model/readConfig.ts';
import type { GraphBuilder } from '../../onnx/graphBuilder.ts';
import type { SessionOptions } from '../../session/deviceSession.ts';
import { joined } from '../../tensor/joined.ts';
import { readTokenizer } from '../../text/readTokenizer.ts';
import type { Tokenizer } from '../../text/tokenizer.ts';
import { ModelPart, type PartGraph, type Workshop } from './modelPart.ts';
import { bridgePart, foldPart, headPart, layerPart, patchPart, visionPart, watchedLayerPart } from './modelParts.ts';
import { Weights } from './weights.ts';

/**
 * A checkpoint in float32 on the processor, a part at a time: what gradients and attention are computed with, whatever number
 * format answers. The parts are the graphs of `model/`.
 */
export class FloatModel {
  readonly config: ModelConfig;
  readonly tokenizer: Tokenizer;
  readonly placeholderId: number;
  readonly weights: Weights;
  readonly parts: ModelParts;
  readonly #checkpoint: Checkpoint;
  readonly #folder: string;

  private constructor({ checkpoint, folder, config, tokenizer }: Opened, session: SessionOptions) {
    this.config = config;
    this.tokenizer = tokenizer;
    this.placeholderId = placeholderOf(config, tokenizer);
    this.weights = new Weights(checkpoint);
    this.#checkpoint = checkpoint;
    this.#folder = folder;
    this.parts = makeParts(config, { folder, session, weights: this.weights });
  }

  static async open(model: string, session: SessionOptions): Promise<FloatModel> {
    const checkpoint = await openCheckpoint(model);
    try {
      const config = readConfig(checkpoint.configText, join(model, 'config.json'));
      const tokenizer = await readTokenizer(model);
      const folder = await mkdtemp(join(tmpdir(), 'hovle-maps-'));
      return new FloatModel({ checkpoint, folder, config, tokenizer }, session);
    } catch (error) {
      await checkpoint.close();
      throw error;
    }
  }

  /** The rows of words, [ids.length, D]. */
  async wordRows(ids: readonly number[]): Promise<Float32Array> {
    const table = this.config.layout === 'hovle' ? names.embedding.text : names.language.text;
    return joined(await this.weights.rows(table, ids));
  }

  /** The rows that stand for tiles, and of HoVLE the patches with their positions that they are made of. */
  async encode(pixels: Float32Array): Promise<{ rows: Float32Array; patches: Float32Array }> {
    const { channels, size } = this.config.tile;
    const perTile = channels * size * size;
    const { patches, fold, vision } = this.parts;
    const rows: Float32Array[] = [];
    const embedded: Float32Array[] = [];
    // A tile at a time, so that memory does not grow with the picture.
    for (let at = 0; at < pixels.length; at += perTile) {
      const x = pixels.subarray(at, at + perTile);
      const own = patches && (await patches.forward({ x }));
      if (own) embedded.push(own);
      // A model has either of the two.
      rows.push(own && fold ? await fold.forward({ x: own }) : await vision!.forward({ x }));
    }
    return { rows: joined(rows), patches: joined(embedded) };
  }

  async close(): Promise<void> {
    const { language, embedding, patches, fold, vision, bridge, head } = this.parts;
    const layers = [language, embedding].flatMap((stack) => (stack ? [stack.plain, stack.watched] : []));
    for (const part of [...layers, patches, fold, vision, bridge, head]) await part?.close();
    await this.#checkpoint.close();
    await rm(this.#folder, { recursive: true, force: true });
  }
}

interface Opened {
  readonly checkpoint: Checkpoint;
  readonly folder: string;
  readonly config: ModelConfig;
  readonly tokenizer: Tokenizer;
}

/** The parts in the order in which a sequence goes through them. Those of another layout are missing. */
export interface ModelParts {
  readonly patches?: ModelPart;
  readonly fold?: ModelPart;
  readonly vision?: ModelPart;
  readonly embedding?: StackParts;
  readonly bridge?: ModelPart;
  readonly language: StackParts;
  readonly head: ModelPart;
}

/** A layer of a stack, which stands for all of them. */
export interface StackParts {
  readonly config: StackConfig;
  readonly names: (layer: number) => LayerNames;
  readonly plain: ModelPart;
  /** Tells what its heads look at. */
  readonly watched: ModelPart;
}

/** Sessions open when a part first runs. */
function makeParts(config: ModelConfig, workshop: Workshop): ModelParts {
  const part = (name: string, build: (g: GraphBuilder) => PartGraph): ModelPart => new ModelPart(name, build, workshop);
  const stackParts = (name: 'embedding' | 'language', stack: StackConfig): StackParts => ({
    config: stack,
    names: names[name].layer,
    plain: part(name, (g) => layerPart(g, stack, names[name].layer(0))),
    watched: part(`${name}-watched`, (g) => watchedLayerPart(g, stack, names[name].layer(0))),
  });
  const shared = {
    language: stackParts('language', config.language),
    head: part('head', (g) => headPart(g, config)),
  };
  if (config.layout === 'internvl2') return { ...shared, vision: part('vision', (g) => visionPart(g, config)) };
  return {
    ...shared,
    patches: part('patches', (g) => patchPart(g, config)),
    fold: part('fold', (g) => foldPart(g, config)),
    embedding: stackParts('embedding', config.embedding),
    bridge: part('bridge', (g) => bridgePart(g, config)),
  };
}
