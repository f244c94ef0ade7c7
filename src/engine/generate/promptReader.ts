// T language-model tokens of a step · E embedding-module rows of it · D width

import { EngineError } from '../api/errors.ts';
import type { DeviceSession } from '../session/deviceSession.ts';
import { float32, int64 } from '../tensor/hostTensor.ts';
import type { PrefillOptions } from './decoder.ts';
import { beginBehind, beginHolistic, beginStep, type RowSource } from './decoderFeeds.ts';
import type { HolisticLayers } from './holisticLayers.ts';
import type { Step } from './prefillSteps.ts';
import { promptStretches } from './promptStretches.ts';
import type { SequenceCache } from './sequenceCache.ts';
import type { SequenceLengths } from './sequenceLengths.ts';
import { numbers, type CacheStep } from './stackCache.ts';

export interface ReadOptions extends PrefillOptions {
  /** Of the whole sequence, what is read later included. */
  readonly lengths: SequenceLengths;
}

/** Adds the steps of a prompt to a sequence's caches. */
export interface PromptReader {
  /**
   * Returns what leaves the last layer for the last token, [D]. The caches hold whole steps whenever this ends. Throws
   * `request/cancelled` between runs once the signal is aborted.
   */
  read(sequence: SequenceCache, steps: readonly Step[], options: ReadOptions): Promise<Float32Array>;
}

/** Reads step by step: each is one run of the decoder graph. */
export class WholeReader implements PromptReader {
  readonly #source: RowSource;
  readonly #session: DeviceSession;

  constructor(source: RowSource, session: DeviceSession) {
    this.#source = source;
    this.#session = session;
  }

  async read(sequence: SequenceCache, steps: readonly Step[], options: ReadOptions): Promise<Float32Array> {
    let hidden: Float32Array = new Float32Array();
    for (const [index, step] of steps.entries()) {
      checkAborted(options.signal);
      hidden = await lastHidden(this.#session, await beginStep(this.#source, sequence, step, options.lengths), step);
      options.onProgress?.((index + 1) / steps.length);
    }
    return hidden;
  }
}

/** Reads a stretch of steps at a time: the holistic layers take the stretch at once, the rest of the decoder its steps. */
export class StreamedReader implements PromptReader {
  readonly #source: RowSource;
  readonly #layers: HolisticLayers;
  /** Everything behind the holistic layers. */
  readonly #rest: DeviceSession;

  constructor(source: RowSource, layers: HolisticLayers, rest: DeviceSession) {
    this.#source = source;
    this.#layers = layers;
    this.#rest = rest;
  }

  async read(sequence: SequenceCache, steps: readonly Step[], options: ReadOptions): Promise<Float32Array> {
    let hidden: Float32Array = new Float32Array();
    let done = 0;
    for (const stretch of promptStretches(steps, sequence.stacks.embedding?.tokens ?? 0)) {
      hidden = await this.#readStretch(sequence, stretch, {
        ...options,
        onProgress: () => options.onProgress?.(++done / steps.length),
      });
    }
    return hidden;
  }

  async #readStretch(sequence: SequenceCache, stretch: readonly Step[], options: ReadOptions): Promise<Float32Array> {
    const { embedding } = sequence.stacks;
    const held = embedding?.tokens ?? 0;
    const rows_ED = await this.#enter(sequence, stretch, options);
    const D = this.#source.config.language.width;
    let hidden: Float32Array = new Float32Array();
    let read = 0;
    try {
      for (const step of stretch) {
        checkAborted(options.signal);
        const rows = float32([step.rows, D], rows_ED.subarray(read * D, (read + step.rows) * D));
        const run = await beginBehind(this.#source, sequence, step, options.lengths);
        hidden = await lastHidden(this.#rest, { ...run, feeds: { ...run.feeds, rows } }, step);
        read += step.rows;
        options.onProgress?.(1);
      }
      return hidden;
    } finally {
      // Rows of steps that the rest of the decoder has not read.
      embedding?.truncate(held + read);
    }
  }

  /** What leaves the holistic layers for the steps of a stretch, [E, D]. */
  async #enter(
    sequence: SequenceCache,
    stretch: readonly Step[],
    { lengths, signal }: ReadOptions,
  ): Promise<Float32Array> {
    const run = await beginHolistic(this.#source, sequence, stretch, lengths);
    const outputs = await this.#layers.run(run.feeds, signal);
    run.done(outputs);
    return numbers(outputs, 'rows');
  }
}

/** Runs a step, whose tokens then are in the caches. */
async function lastHidden(session: DeviceSession, run: CacheStep, { tokens }: Step): Promise<Float32Array> {
  const feeds = { ...run.feeds, logit_rows: int64([1], [tokens - 1]) };
  const outputs = await session.run(feeds, ['hidden', ...run.fetches], run.inPlace);
  run.done(outputs);
  return numbers(outputs, 'hidden');
}

function checkAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw new EngineError('request/cancelled', undefined);
}
