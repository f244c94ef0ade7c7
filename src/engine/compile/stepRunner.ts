// T tokens of the calibration sequence · D width · V vocabulary

import type { CompileReport } from '../api/modelApi.ts';
import { names } from '../model/names.ts';
import { calibrationRows, crossBridge, sequenceCount } from './calibrationRows.ts';
import { LogitsError } from './logitsError.ts';
import { MeasuredStack } from './measuredStack.ts';
import type { Step } from './modelSteps.ts';
import type { QuantizedMatrix } from './quantizedParts.ts';
import type { RunnerParts } from './runnerParts.ts';
import type { Streams } from './resumeState.ts';

/** Does the steps of a compilation one after another, carrying the calibration sequence through the layers. */
export class StepRunner {
  readonly #parts: RunnerParts;
  readonly #layers: CompileReport['layers'];
  #streams: Streams | undefined;
  #measured: MeasuredStack | undefined;
  #logits: CompileReport['logits'];

  constructor(parts: RunnerParts, before: { streams?: Streams; layers: CompileReport['layers'] }) {
    this.#parts = parts;
    this.#streams = before.streams;
    this.#layers = [...before.layers];
  }

  get streams(): Streams | undefined {
    return this.#streams;
  }

  /** What was lost so far. */
  get report(): Pick<CompileReport, 'layers' | 'logits'> {
    const layers = [...this.#layers].sort((a, b) => b.relativeError - a.relativeError);
    return this.#logits ? { layers, logits: this.#logits } : { layers };
  }

  async run(step: Step): Promise<void> {
    // The row of a step's kind takes steps of that kind; TypeScript cannot follow the pair through the lookup.
    await this.#runners[step.kind](step as never);
  }

  async close(): Promise<void> {
    await this.#measured?.close();
    this.#measured = undefined;
  }

  readonly #runners: { readonly [K in Step['kind']]: (step: Extract<Step, { kind: K }>) => Promise<void> } = {
    tensors: async ({ tensors }) => {
      for (const tensor of tensors) await this.#store(tensor);
    },
    sample: async () => {
      if (!this.#isQuantizing) return;
      const exact = await calibrationRows(this.#parts);
      this.#streams = { exact, rounded: exact };
    },
    layer: (step) => (this.#streams ? this.#measuredLayer(step, this.#streams) : this.#plainLayer(step)),
    bridge: async () => {
      await this.close();
      if (!this.#streams) return;
      const { exact, rounded } = this.#streams;
      this.#streams = {
        exact: await crossBridge(this.#parts, exact),
        rounded: await crossBridge(this.#parts, rounded),
      };
    },
    head: async () => {
      await this.close();
      await this.#head();
    },
  };

  get #isQuantizing(): boolean {
    return this.#parts.precision !== 'fp32';
  }

  async #store(tensor: string): Promise<void> {
    const { writer } = this.#parts;
    this.#note(tensor, await writer.write(tensor, await writer.read(tensor)));
  }

  async #plainLayer({ tensors }: Extract<Step, { kind: 'layer' }>): Promise<void> {
    for (const tensor of tensors) await this.#store(tensor);
  }

  async #measuredLayer(step: Extract<Step, { kind: 'layer' }>, streams: Streams): Promise<void> {
    this.#measured ??= await MeasuredStack.open(this.#parts, step, streams.exact.length / step.stack.width);
    const { made, streams: after } = await this.#measured.run(step, streams);
    for (const [tensor, matrices] of made) this.#note(tensor, matrices);
    this.#streams = after;
  }

  async #head(): Promise<void> {
    const { writer, config } = this.#parts;
    const { head } = names.language;
    const error = this.#streams && (await this.#logitsError(this.#streams));
    const batch = Math.max(1, Math.floor(batchElements / config.language.width));
    let first: QuantizedMatrix[] | undefined;
    for (let begin = 0; begin < config.vocabularySize; begin += batch) {
      const weights = await writer.read(head, [begin, Math.min(begin + batch, config.vocabularySize)]);
      const made = await writer.writeRows(head, weights, begin);
      first ??= made;
      error?.add(begin, weights, made[0]?.dequantized() ?? weights);
    }
    this.#note(head, first ?? []);
    this.#logits = error?.report();
  }

  /** Compares the logits after the last tokens of the sequence. */
  async #logitsError({ exact, rounded }: Streams): Promise<LogitsError> {
    const { writer, config } = this.#parts;
    const { width, normEpsilon } = config.language;
    const norm = await writer.read(`${names.language.norm}.weight`);
    const lastOf = (stream: Float32Array): Float32Array[] =>
      Array.from({ length: Math.min(comparedTokens, stream.length / sequenceCount / width) }, (_, i) => {
        // The first sequence ends in text that a reader wrote.
        const end = stream.length / sequenceCount - i * width;
        return normalise(stream.subarray(end - width, end), norm, normEpsilon);
      });
    return new LogitsError(lastOf(exact), lastOf(rounded));
  }

  #note(tensor: string, matrices: readonly QuantizedMatrix[]): void {
    for (const { kind, relativeError } of matrices) this.#layers.push({ parameter: tensor, kind, relativeError });
  }
}

// A page of answer; comparing more costs minutes on a vocabulary of 92,553.
const comparedTokens = 16;

/** RMSNorm of one token, as `model/rmsNorm.ts` has it in the graph. */
function normalise(x: Float32Array, weight: Float32Array, epsilon: number): Float32Array {
  const meanSquare = x.reduce((sum, value) => sum + value * value, 0) / x.length;
  return x.map((value, i) => (value / Math.sqrt(meanSquare + epsilon)) * (weight[i] ?? 1));
}

// 64 MB of float32.
const batchElements = 2 ** 24;
