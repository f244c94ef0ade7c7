import type { DType } from '../tensor/dtype.ts';
import { axisAttribute, flagAttribute } from './attributes.ts';
import { broadcastShapes, sum, type Dimension, type Shape } from './dimension.ts';
import type { Attributes, Value } from './value.ts';

/** What an operator makes: one entry for each of its outputs. */
export interface OutputType {
  readonly dtype: DType;
  readonly shape: Shape;
}

/** What a shape rule may look at. */
export interface ShapeRequest {
  readonly inputs: readonly (Value | undefined)[];
  readonly attributes: Attributes;
  /** For operators whose result shape is not a function of the input shapes. */
  readonly target?: readonly OutputType[];
}

type ShapeRule = (request: ShapeRequest) => OutputType[];

interface Operator {
  /** '' is the ONNX standard; 'com.microsoft' are ONNX Runtime's own kernels. */
  readonly domain: '' | 'com.microsoft';
  readonly infer: ShapeRule;
}

/** Thrown while a graph is built: the model's code is wrong, not the user's input. */
export class ShapeError extends Error {}

const standard = (infer: ShapeRule): Operator => ({ domain: '', infer });
const microsoft = (infer: ShapeRule): Operator => ({ domain: 'com.microsoft', infer });

/** Every operator that graphs use, with the rule for the shapes it makes. */
export const operators = {
  Abs: standard(sameAsFirst),
  Add: standard(elementwise),
  Cast: standard(asGiven),
  Concat: standard(concat),
  Div: standard(elementwise),
  Equal: standard(comparison),
  Erf: standard(sameAsFirst),
  Exp: standard(sameAsFirst),
  Expand: standard(asGiven),
  Gather: standard(gather),
  GatherElements: standard(gatherElements),
  Gelu: standard(sameAsFirst),
  Gemm: standard(gemm),
  GreaterOrEqual: standard(comparison),
  Identity: standard(sameAsFirst),
  LayerNormalization: standard(normalise),
  Log: standard(sameAsFirst),
  MatMul: standard(matMul),
  Max: standard(elementwise),
  Mul: standard(elementwise),
  Neg: standard(sameAsFirst),
  QuantizeLinear: standard(quantizeLinear),
  ReduceLogSumExp: standard(reduce),
  ReduceMax: standard(reduce),
  ReduceMean: standard(reduce),
  ReduceSum: standard(reduce),
  Reshape: standard(asGiven),
  ScatterElements: standard(sameAsFirst),
  ScatterND: standard(sameAsFirst),
  Shape: standard(asGiven),
  Sigmoid: standard(sameAsFirst),
  Sign: standard(sameAsFirst),
  SimplifiedLayerNormalization: standard(normalise),
  Softmax: standard(sameAsFirst),
  Split: standard(asGiven),
  Sqrt: standard(sameAsFirst),
  Sub: standard(elementwise),
  Tanh: standard(sameAsFirst),
  Transpose: standard(transpose),
  FusedMatMul: microsoft(fusedMatMul),
  GroupQueryAttention: microsoft(asGiven),
  MatMulIntegerToFloat: microsoft(integerMatMul),
  MatMulNBits: microsoft(matMulNBits),
  QuickGelu: microsoft(sameAsFirst),
  RotaryEmbedding: microsoft(sameAsFirst),
  SkipSimplifiedLayerNormalization: microsoft(asGiven),
} satisfies Record<string, Operator>;

export type Op = keyof typeof operators;

/** The input at `index`, which the operator cannot do without. */
function input({ inputs }: ShapeRequest, index: number): Value {
  const value = inputs[index];
  if (!value) throw new ShapeError(`Input ${index} is missing.`);
  return value;
}

function sameAsFirst(request: ShapeRequest): OutputType[] {
  const { dtype, shape } = input(request, 0);
  return [{ dtype, shape }];
}

function asGiven({ target }: ShapeRequest): OutputType[] {
  if (!target) throw new ShapeError('This operator needs its result shapes given.');
  return [...target];
}

function elementwise(request: ShapeRequest): OutputType[] {
  const [a, b] = [input(request, 0), input(request, 1)];
  const shape = broadcastShapes(a.shape, b.shape);
  if (!shape) throw new ShapeError(`[${a.shape.join(', ')}] and [${b.shape.join(', ')}] do not broadcast.`);
  return [{ dtype: a.dtype, shape }];
}

function comparison(request: ShapeRequest): OutputType[] {
  return elementwise(request).map(({ shape }) => ({ dtype: 'bool', shape }));
}

function concat(request: ShapeRequest): OutputType[] {
  const first = input(request, 0);
  const axis = axisAttribute(request.attributes, 'axis', first.shape.length);
  const sizes = request.inputs.map((_, i) => input(request, i).shape[axis] ?? 1);
  return [{ dtype: first.dtype, shape: first.shape.with(axis, sum(sizes)) }];
}

function gather(request: ShapeRequest): OutputType[] {
  const [data, indices] = [input(request, 0), input(request, 1)];
  const axis = request.attributes['axis'] ? axisAttribute(request.attributes, 'axis', data.shape.length) : 0;
  return [
    { dtype: data.dtype, shape: [...data.shape.slice(0, axis), ...indices.shape, ...data.shape.slice(axis + 1)] },
  ];
}

function gatherElements(request: ShapeRequest): OutputType[] {
  return [{ dtype: input(request, 0).dtype, shape: input(request, 1).shape }];
}

function gemm(request: ShapeRequest): OutputType[] {
  const [a, b] = [input(request, 0), input(request, 1)];
  const [rows, innerA] = flagAttribute(request.attributes, 'transA') ? [a.shape[1], a.shape[0]] : a.shape;
  const [innerB, columns] = flagAttribute(request.attributes, 'transB') ? [b.shape[1], b.shape[0]] : b.shape;
  checkInner(a, b, innerA, innerB);
  return [{ dtype: a.dtype, shape: [rows ?? 1, columns ?? 1] }];
}

function matMul(request: ShapeRequest): OutputType[] {
  return [product(input(request, 0), input(request, 1))];
}

function fusedMatMul(request: ShapeRequest): OutputType[] {
  const { attributes } = request;
  const view = (value: Value, batch: string, transpose: string): Value => {
    const moved = flagAttribute(attributes, batch) ? rotateBatch(value) : value;
    return flagAttribute(attributes, transpose) ? swapLast(moved) : moved;
  };
  return [product(view(input(request, 0), 'transBatchA', 'transA'), view(input(request, 1), 'transBatchB', 'transB'))];
}

function product(a: Value, b: Value): OutputType {
  const batch = broadcastShapes(a.shape.slice(0, -2), b.shape.slice(0, -2));
  checkInner(a, b, a.shape.at(-1), b.shape.at(-2));
  if (!batch) throw new ShapeError(`The batches of ${a.name} and ${b.name} do not broadcast.`);
  return { dtype: a.dtype, shape: [...batch, a.shape.at(-2) ?? 1, b.shape.at(-1) ?? 1] };
}

/** FusedMatMul's transBatch: the first axis moves in front of the last. */
function rotateBatch(value: Value): Value {
  const [first = 1, ...rest] = value.shape;
  return { ...value, shape: [...rest.slice(0, -1), first, ...rest.slice(-1)] };
}

function swapLast(value: Value): Value {
  const { shape } = value;
  return { ...value, shape: [...shape.slice(0, -2), ...shape.slice(-2).reverse()] };
}

function checkInner(a: Value, b: Value, innerA: Dimension | undefined, innerB: Dimension | undefined): void {
  if (innerA !== innerB) {
    throw new ShapeError(
      `${a.name} [${a.shape.join(', ')}] and ${b.name} [${b.shape.join(', ')}] cannot be multiplied.`,
    );
  }
}

function quantizeLinear(request: ShapeRequest): OutputType[] {
  return [{ dtype: input(request, 2).dtype, shape: input(request, 0).shape }];
}

function integerMatMul(request: ShapeRequest): OutputType[] {
  return [{ ...product(input(request, 0), input(request, 1)), dtype: 'float32' }];
}

function matMulNBits(request: ShapeRequest): OutputType[] {
  const { dtype, shape } = input(request, 0);
  const columns = request.attributes['N'];
  if (!columns || !('int' in columns)) throw new ShapeError('MatMulNBits needs N.');
  return [{ dtype, shape: shape.with(-1, columns.int) }];
}

/** Beside the result, a normalisation can give its statistics, which the rows share the shape of. */
function normalise(request: ShapeRequest): OutputType[] {
  return request.target ? asGiven(request) : sameAsFirst(request);
}

/** Reduced axes stay, with size 1: what is left of them can be broadcast back. */
function reduce(request: ShapeRequest): OutputType[] {
  const rank = input(request, 0).shape.length;
  if (request.target?.some(({ shape }) => shape.length !== rank)) throw new ShapeError('Reduced axes must stay.');
  return asGiven(request);
}

function transpose(request: ShapeRequest): OutputType[] {
  const { dtype, shape } = input(request, 0);
  const order = request.attributes['perm'];
  if (!order || !('ints' in order)) throw new ShapeError('Transpose needs perm.');
  return [{ dtype, shape: order.ints.map((axis) => shape[axis] ?? 1) }];
}
