import type { HostTensor } from '../tensor/hostTensor.ts';
import type { Op } from './operators.ts';
import type { Attributes, Value } from './value.ts';

export type { Attribute, Attributes, Value } from './value.ts';

/** One operator. A missing optional input is `undefined`. */
export interface Node {
  readonly name: string;
  readonly op: Op;
  readonly inputs: readonly (Value | undefined)[];
  readonly outputs: readonly Value[];
  readonly attributes: Attributes;
}

/** Where a parameter's numbers come from. */
export type ParameterSource =
  | { readonly kind: 'constant'; readonly tensor: HostTensor }
  /** A tensor of the checkpoint, in float32, perhaps seen under another shape of equal size. */
  | { readonly kind: 'checkpoint'; readonly tensor: string }
  /** One part of a checkpoint matrix after quantization. */
  | { readonly kind: 'quantized'; readonly tensor: string; readonly scheme: string; readonly part: string };

/** A value that is known before the graph runs. */
export interface Parameter {
  readonly value: Value;
  readonly source: ParameterSource;
}

/** An ONNX graph as data. Nodes are in an order in which they can run. */
export interface Graph {
  readonly name: string;
  readonly inputs: readonly Value[];
  readonly outputs: readonly Value[];
  readonly parameters: readonly Parameter[];
  readonly nodes: readonly Node[];
}
