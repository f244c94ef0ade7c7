// T language-model tokens of a run · E embedding-module rows of it · D width · V vocabulary

import { EngineError } from '../api/errors.ts';
import { contextLimit } from '../model/contextLimit.ts';
import type { DeviceMemory } from '../session/deviceMemory.ts';
import type { DeviceSession } from '../session/deviceSession.ts';
import { float32, int64 } from '../tensor/hostTensor.ts';
import { joined } from '../tensor/joined.ts';
import {
  promptLength,
  type Decoder,
  type DecoderCache,
  type PrefillOptions,
  type Prompt,
  type Span,
} from './decoder.ts';
import { beginStep, stepRows, type RowSource } from './decoderFeeds.ts';
import { DeviceCache } from './deviceCache.ts';
import { HostCache } from './hostCache.ts';
import { prefillSteps, stepLimits, type Step, type StepLimits } from './prefillSteps.ts';
import { WholeReader, type PromptReader } from './promptReader.ts';
import { rotationKey, sequenceLengths, type SequenceLengths } from './sequenceLengths.ts';
import { emptyCaches, SequenceCache } from './sequenceCache.ts';
import { firstTokens, tokensFrom } from './spans.ts';
import { numbers, type Tensors } from './stackCache.ts';

export interface DecoderParts extends RowSource {
  readonly session: DeviceSession;
  /** What leaves the last layer to logits. */
  readonly head: DeviceSession;
  /** Has faster weights, for prompts, where memory allows it. */
  readonly promptReader?: PromptReader;
  /** Where the graph is one for a device: its memory, which then holds the caches. */
  readonly memory?: DeviceMemory;
  /** Most rows of one run over a prompt. */
  readonly chunk?: number;
  /** Most rows that a run may have at all. */
  readonly longestRun?: number;
}

/** What a run of the whole graph gives. */
export interface Evaluation {
  /** Of the tokens asked for, [N, V]. */
  readonly logits: Float32Array;
  /** What the language model reads, [T, D]. */
  readonly inputsEmbeds: Float32Array;
}

export interface InspectAllOptions {
  readonly last: number;
  readonly take: (rowsByLayer: readonly Float32Array[], fraction: number) => Promise<void>;
  readonly signal: AbortSignal | undefined;
}

/** Runs the decoder graph step by step, with caches in the host's memory or in a device's. */
export class HovleDecoder implements Decoder {
  readonly vocabularySize: number;
  readonly contextLimit: number;
  readonly #parts: DecoderParts;
  readonly #reader: PromptReader;
  /** Of a prompt's steps, and of those where nothing but the device limits them. */
  readonly #limits: StepLimits;
  readonly #widest: StepLimits;

  constructor(parts: DecoderParts) {
    const { vocabularySize } = parts.config;
    this.#parts = parts;
    this.#reader = new WholeReader(parts, parts.session);
    this.vocabularySize = vocabularySize;
    this.contextLimit = contextLimit(parts.config);
    const longestRun = parts.longestRun ?? Infinity;
    this.#limits = stepLimits(parts.config, Math.min(parts.chunk ?? chunkOf(parts), longestRun));
    this.#widest = { ...this.#limits, largest: longestRun };
  }

  newCache(): SequenceCache {
    const { config, memory } = this.#parts;
    return new SequenceCache(
      emptyCaches(config, (name, stack) =>
        memory ? new DeviceCache(name, stack, memory) : new HostCache(name, stack),
      ),
    );
  }

  async prefill(cache: DecoderCache, prompt: Prompt, options: PrefillOptions = {}): Promise<Float32Array> {
    const sequence = owned(cache);
    const lengths = sequenceLengths(prompt.spans);
    this.#rotateAnew(sequence, lengths);
    const spans = tokensFrom(prompt.spans, sequence.length);
    const steps = prefillSteps(spans, this.#limits);
    // ONNX Runtime divides by zero over an empty input, which ends the process: nothing must never be run.
    if (steps.length === 0) throw new RangeError('There is no token left to compute.');
    sequence.hold(prompt.spans);
    return this.logitsOf(await this.#readerFor(spans).read(sequence, steps, { ...options, lengths }));
  }

  async extend(cache: DecoderCache, ids: readonly number[]): Promise<Float32Array> {
    const sequence = owned(cache);
    const spans: Span[] = [...sequence.spans, { kind: 'text', ids }];
    const lengths = sequenceLengths(spans);
    if (sequence.rotation !== rotationKey(this.#parts.config, lengths))
      return this.#recompute(sequence, spans, ids.length);
    const step: Step = { pieces: [{ kind: 'text', ids }], tokens: ids.length, rows: ids.length };
    const outputs = await this.#run(sequence, step, { lengths, logitRows: [...ids.keys()] });
    sequence.hold(spans);
    return numbers(outputs, 'logits');
  }

  /** What the head makes of vectors [N, D], as if they had left the last layer: logits [N, V]. */
  async logitsOf(hidden_ND: Float32Array): Promise<Float32Array> {
    const width = this.#parts.config.language.width;
    const hidden = float32([hidden_ND.length / width, width], hidden_ND);
    return numbers(await this.#parts.head.run({ hidden }, ['logits']), 'logits');
  }

  /** A whole prompt in as few runs as the device allows, with the logits of all its tokens [T, V]. */
  async evaluate(prompt: Prompt): Promise<Evaluation> {
    const lengths = sequenceLengths(prompt.spans);
    const parts = await this.#overWhole(prompt, (sequence, step) => {
      const logitRows = Array.from({ length: step.tokens }, (_, i) => i);
      return this.#run(sequence, step, { lengths, logitRows, fetches: ['inputs_embeds'] });
    });
    const whole = (output: string): Float32Array => joined(parts.map((outputs) => numbers(outputs, output)));
    return { logits: whole('logits'), inputsEmbeds: whole('inputs_embeds') };
  }

  /**
   * One layer's vectors for a whole prompt, by the inspection graph, a stretch of the prompt at a time: [E, D] within the
   * embedding module, [T, D] after it.
   */
  async inspect(prompt: Prompt, inspection: DeviceSession, layer: number, signal?: AbortSignal): Promise<Float32Array> {
    const lengths = sequenceLengths(prompt.spans);
    const output = `layer.${layer}`;
    const parts = await this.#overSteps(prefillSteps(prompt.spans, this.#limits), async (sequence, step) => {
      checkAborted(signal);
      if (layer === 0) return stepRows(this.#parts, step);
      return numbers(await this.#advance(inspection, sequence, step, { lengths, fetches: [output] }), output);
    });
    return joined(parts);
  }

  /**
   * The vectors of layers 1 to `last` for a whole prompt, and of layer 0, a stretch of the prompt at a time: `take` gets
   * each layer's next rows, so that memory holds a stretch and not the prompt.
   */
  async inspectAll(
    prompt: Prompt,
    inspection: DeviceSession,
    { last, take, signal }: InspectAllOptions,
  ): Promise<void> {
    const lengths = sequenceLengths(prompt.spans);
    const fetches = Array.from({ length: last }, (_, i) => `layer.${i + 1}`);
    const steps = prefillSteps(prompt.spans, this.#limits);
    let done = 0;
    await this.#overSteps(steps, async (sequence, step) => {
      checkAborted(signal);
      const entering = await stepRows(this.#parts, step);
      const outputs = await this.#advance(inspection, sequence, step, { lengths, fetches });
      await take([entering, ...fetches.map((name) => numbers(outputs, name))], ++done / steps.length);
    });
  }

  /** Runs a whole prompt from an empty cache, in as few steps as the device allows. */
  #overWhole<T>(prompt: Prompt, run: (sequence: SequenceCache, step: Step) => Promise<T>): Promise<T[]> {
    return this.#overSteps(prefillSteps(prompt.spans, this.#widest), run);
  }

  async #overSteps<T>(steps: readonly Step[], run: (sequence: SequenceCache, step: Step) => Promise<T>): Promise<T[]> {
    const sequence = this.newCache();
    try {
      const made: T[] = [];
      for (const step of steps) made.push(await run(sequence, step));
      return made;
    } finally {
      sequence.close();
    }
  }

  /**
   * Dynamic scaling turns all keys anew when the sequence grows past the positions of training. The published model
   * then computes everything again for each token, and so does this.
   */
  async #recompute(sequence: SequenceCache, spans: readonly Span[], count: number): Promise<Float32Array> {
    const logits = new Float32Array(count * this.vocabularySize);
    const before = promptLength({ spans }) - count;
    for (let row = 0; row < count; row++) {
      const prompt = { spans: firstTokens(spans, before + row + 1) };
      logits.set(await this.prefill(sequence, prompt), row * this.vocabularySize);
    }
    return logits;
  }

  #rotateAnew(sequence: SequenceCache, lengths: SequenceLengths): void {
    const rotation = rotationKey(this.#parts.config, lengths);
    if (sequence.rotation !== rotation) sequence.truncate(0);
    sequence.rotation = rotation;
  }

  /** Who reads what is new of a prompt. */
  #readerFor(spans: readonly Span[]): PromptReader {
    const isShort = promptLength({ spans }) <= fewTokens;
    return (isShort ? undefined : this.#parts.promptReader) ?? this.#reader;
  }

  /** Runs the decoder and its head over a step: the `logits` of the rows asked for, and other outputs. */
  async #run(
    sequence: SequenceCache,
    step: Step,
    {
      lengths,
      logitRows,
      fetches = [],
    }: { lengths: SequenceLengths; logitRows: number[]; fetches?: readonly string[] },
  ): Promise<Tensors> {
    const outputs = await this.#advance(this.#parts.session, sequence, step, {
      lengths,
      feeds: { logit_rows: int64([logitRows.length], logitRows) },
      fetches: ['hidden', ...fetches],
    });
    const hidden = numbers(outputs, 'hidden');
    const shape = [logitRows.length, hidden.length / logitRows.length];
    const { head } = this.#parts;
    return { ...outputs, ...(await head.run({ hidden: float32(shape, hidden) }, ['logits'])) };
  }

  /** Runs a graph over a step, whose tokens then are in the caches, and returns the outputs asked for. */
  async #advance(
    session: DeviceSession,
    sequence: SequenceCache,
    step: Step,
    { lengths, feeds, fetches }: { lengths: SequenceLengths; feeds?: Tensors; fetches: readonly string[] },
  ): Promise<Tensors> {
    const run = await beginStep(this.#parts, sequence, step, lengths);
    const outputs = await session.run({ ...run.feeds, ...feeds }, [...fetches, ...run.fetches], run.inPlace);
    run.done(outputs);
    return outputs;
  }
}

/** So few tokens take one run with 4-bit weights less time than two runs, each of which reads all of its weights. */
const fewTokens = 24;

/**
 * Rows of a run over a prompt. Four-bit and float32 products are as fast with 64 rows as with more, and what a run holds
 * in memory and hands out grows with them; 8-bit products and devices need more to be kept busy.
 */
function chunkOf({ promptReader, memory }: DecoderParts): number {
  return (promptReader ?? memory) ? 256 : 64;
}

function owned(cache: DecoderCache): SequenceCache {
  if (cache instanceof SequenceCache) return cache;
  throw new TypeError('This cache was made by another decoder.');
}

function checkAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw new EngineError('request/cancelled', undefined);
}
