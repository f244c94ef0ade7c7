// T rows · D inputs and O outputs of a linear layer · r rank

import type { Value } from '../../onnx/graph.ts';
import { float, GraphBuilder, int } from '../../onnx/graphBuilder.ts';
import { factorsOf } from './adapted.ts';
import type { Adapters } from './adapterSettings.ts';

/** Builds the model with an adapter beside each matrix that has one: y + s · (x downᵀ) upᵀ, which never makes up · down. */
export class AdaptedBuilder extends GraphBuilder {
  readonly #adapters: Adapters;

  constructor(name: string, adapters: Adapters) {
    super(name);
    this.#adapters = adapters;
  }

  override one(...[op, inputs, options]: Parameters<GraphBuilder['one']>): Value {
    const y = super.one(op, inputs, options);
    const [x, weight] = inputs;
    // The way back multiplies by the same weights, but is no layer.
    const isLayer = op === 'Gemm' && options?.name === 'linear';
    return isLayer && x && weight && this.#adapters.adapts(weight.name) ? this.#adapt(y, x, weight) : y;
  }

  #adapt(y: Value, x: Value, { name, shape }: Value): Value {
    const { rank, scale } = this.#adapters;
    const [O, D] = [Number(shape[0]), Number(shape[1])];
    const { up, down } = factorsOf(name);
    const attributes = { transB: int(1) };
    const inner = super.one('Gemm', [x, this.parameter(down, [rank, D])], { attributes, name: 'down' });
    const operands = [inner, this.parameter(up, [O, rank]), y];
    return super.one('Gemm', operands, { attributes: { ...attributes, alpha: float(scale) }, name: 'up' });
  }
}
