import type { DType } from '../tensor/dtype.ts';
import { float32, int64, type HostTensor } from '../tensor/hostTensor.ts';
import type { Dimension, Shape } from './dimension.ts';
import type { Attribute, Attributes, Graph, Node, Parameter, ParameterSource, Value } from './graph.ts';
import { operators, ShapeError, type Op, type OutputType } from './operators.ts';

interface NodeOptions {
  attributes?: Attributes;
  /** Result types, for operators whose result shape is not a function of the input shapes. */
  target?: readonly OutputType[];
  /** Name of the (first) result; by default made from the operator. */
  name?: string;
}

/**
 * Builds a graph node by node, checking shapes on the way. Names come from the scope that is open
 * (`embedding.0.attention`) and the operator, so that a printed graph reads like the model.
 */
export class GraphBuilder {
  readonly #name: string;
  readonly #inputs: Value[] = [];
  readonly #outputs: Value[] = [];
  readonly #parameters = new Map<string, Parameter>();
  readonly #nodes: Node[] = [];
  readonly #names = new Set<string>();
  #scope = '';

  constructor(name: string) {
    this.#name = name;
  }

  /** What was added so far, in an order in which it can run. */
  get nodes(): readonly Node[] {
    return this.#nodes;
  }

  get parameters(): readonly Parameter[] {
    return [...this.#parameters.values()];
  }

  /** Names made while `build` runs start with `scope`. */
  within<T>(scope: string, build: () => T): T {
    const outer = this.#scope;
    this.#scope = outer ? `${outer}.${scope}` : scope;
    try {
      return build();
    } finally {
      this.#scope = outer;
    }
  }

  input(name: string, dtype: DType, shape: Shape): Value {
    const value = this.#value(name, dtype, shape);
    this.#inputs.push(value);
    return value;
  }

  /** Declares `value` a result of the graph under the name `name`. */
  output(name: string, value: Value): Value {
    const [named] = this.add('Identity', [value], { name: `/${name}` });
    if (!named) throw new ShapeError('Identity made nothing.');
    this.#outputs.push(named);
    return named;
  }

  /** A tensor of the checkpoint in float32; asked for twice, it is the same value. */
  parameter(tensor: string, shape: readonly number[]): Value {
    return this.known(tensor, 'float32', shape, { kind: 'checkpoint', tensor });
  }

  constant(name: string, tensor: HostTensor): Value {
    return this.known(name, tensor.dtype, tensor.shape, { kind: 'constant', tensor });
  }

  /** A constant float32 scalar. */
  scalar(value: number): Value {
    return this.constant(`scalar(${value})`, float32([], Float32Array.of(value)));
  }

  /** A constant list of whole numbers, as shapes and axes are given. */
  ints(values: readonly number[]): Value {
    return this.constant(`ints(${values.join(',')})`, int64([values.length], values));
  }

  /** A parameter with its source spelt out; asked for twice, it is the same value. */
  known(name: string, dtype: DType, shape: readonly number[], source: ParameterSource): Value {
    const before = this.#parameters.get(name);
    if (before) return before.value;
    const value = { name, dtype, shape };
    this.#names.add(name);
    this.#parameters.set(name, { value, source });
    return value;
  }

  /** Adds a node and returns its results. */
  add(op: Op, inputs: readonly (Value | undefined)[], options: NodeOptions = {}): Value[] {
    const attributes = options.attributes ?? {};
    const name = this.#unique(options.name ?? op.replace(/^./, (c) => c.toLowerCase()));
    const types = this.#infer(op, name, { inputs, attributes, ...(options.target && { target: options.target }) });
    const outputs = types.map(({ dtype, shape }, i) => ({ name: i === 0 ? name : `${name}:${i}`, dtype, shape }));
    this.#nodes.push({ name, op, inputs, outputs, attributes });
    return outputs;
  }

  /** Adds a node with one result. */
  one(op: Op, inputs: readonly (Value | undefined)[], options: NodeOptions = {}): Value {
    const [value] = this.add(op, inputs, options);
    if (!value) throw new ShapeError(`${op} makes nothing.`);
    return value;
  }

  finish(): Graph {
    return {
      name: this.#name,
      inputs: this.#inputs,
      outputs: this.#outputs,
      parameters: this.parameters,
      nodes: this.#nodes,
    };
  }

  #infer(op: Op, name: string, request: Parameters<(typeof operators)[Op]['infer']>[0]): OutputType[] {
    try {
      return operators[op].infer(request);
    } catch (error) {
      throw new ShapeError(`${name} (${op}): ${String(error)}`, { cause: error });
    }
  }

  #value(name: string, dtype: DType, shape: readonly Dimension[]): Value {
    this.#names.add(name);
    return { name, dtype, shape };
  }

  /** A leading slash leaves the scope out. */
  #unique(name: string): string {
    const scoped = name.startsWith('/') ? name.slice(1) : [this.#scope, name].filter(Boolean).join('.');
    let candidate = scoped;
    for (let i = 1; this.#names.has(candidate); i++) candidate = `${scoped}_${i}`;
    this.#names.add(candidate);
    return candidate;
  }
}

/** A whole-number attribute. */
export const int = (value: number): Attribute => ({ int: value });
/** A real-number attribute. */
export const float = (value: number): Attribute => ({ float: value });
/** A list attribute. */
export const ints = (values: readonly number[]): Attribute => ({ ints: values });
