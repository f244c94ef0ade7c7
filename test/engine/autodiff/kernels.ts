import type { Op } from '../../../src/engine/onnx/operators.ts';
import { at, broadcastShape, build, indices, offsetOf, type NdArray } from './ndArray.ts';

type Attributes = Readonly<Record<string, number | string | readonly number[]>>;
type Kernel = (inputs: (NdArray | undefined)[], attributes: Attributes) => NdArray[];

/** Operators as the ONNX standard and ONNX Runtime's list of contributed operators define them. */
export const kernels: { readonly [op in Op]?: Kernel } = {
  Abs: each(Math.abs),
  Add: pairwise((a, b) => a + b),
  Cast: each((x) => x),
  Concat: concat,
  Div: pairwise((a, b) => a / b),
  Equal: pairwise((a, b) => +(a === b)),
  Erf: each(erf),
  Exp: each(Math.exp),
  Expand: (inputs) => {
    const [x, shape] = given(inputs, 2);
    return [build(broadcastShape(x.shape, [...shape.data]), (i) => at(x, i))];
  },
  FusedMatMul: (inputs, attributes) => {
    const [a, b] = given(inputs, 2);
    const product = matMul(view(a, attributes, 'A'), view(b, attributes, 'B'));
    return [build(product.shape, (i) => number(attributes, 'alpha', 1) * at(product, i))];
  },
  Gather: gather,
  GatherElements: (inputs, attributes) => {
    const [data, picks] = given(inputs, 2);
    const axis = axisOf(attributes, 'axis', data, 0);
    return [build(picks.shape, (i) => at(data, i.with(axis, at(picks, i))))];
  },
  Gelu: each((x) => (x / 2) * (1 + erf(x / Math.SQRT2))),
  Gemm: gemm,
  GreaterOrEqual: pairwise((a, b) => +(a >= b)),
  Identity: each((x) => x),
  LayerNormalization: layerNormalization,
  Log: each(Math.log),
  MatMul: (inputs) => [matMul(...given(inputs, 2))],
  Max: pairwise(Math.max),
  Mul: pairwise((a, b) => a * b),
  Neg: each((x) => -x),
  QuickGelu: (inputs, attributes) =>
    each((x) => x * sigmoid(number(attributes, 'alpha', 1.702) * x))(inputs, attributes),
  ReduceLogSumExp: reduced((xs) => Math.log(total(xs.map(Math.exp)))),
  ReduceMax: reduced((xs) => Math.max(...xs)),
  ReduceMean: reduced((xs) => total(xs) / xs.length),
  ReduceSum: reduced(total),
  Reshape: reshape,
  RotaryEmbedding: rotaryEmbedding,
  ScatterElements: scatterElements,
  ScatterND: scatterRows,
  Shape: ([x], attributes) => {
    const sizes = x?.shape.slice(number(attributes, 'start', 0), number(attributes, 'end', x.shape.length)) ?? [];
    return [{ shape: [sizes.length], data: Float64Array.from(sizes) }];
  },
  Sigmoid: each(sigmoid),
  Sign: each(Math.sign),
  SimplifiedLayerNormalization: rmsNormalization,
  Softmax: softmax,
  Split: split,
  Sqrt: each(Math.sqrt),
  Sub: pairwise((a, b) => a - b),
  Tanh: each(Math.tanh),
  Transpose: ([x], { perm }) => {
    const order = perm as readonly number[];
    const shape = order.map((axis) => x!.shape[axis]!);
    return [
      build(shape, (i) =>
        at(
          x!,
          order.map((_, axis) => i[order.indexOf(axis)]!),
        ),
      ),
    ];
  },
};

function each(f: (x: number) => number): Kernel {
  return ([x]) => [{ shape: x!.shape, data: x!.data.map(f) }];
}

function pairwise(f: (a: number, b: number) => number): Kernel {
  return (inputs) => {
    const [a, b] = given(inputs, 2);
    return [build(broadcastShape(a.shape, b.shape), (i) => f(at(a, i), at(b, i)))];
  };
}

/** Over the axes that the second input lists, which stay with size 1. */
function reduced(f: (xs: number[]) => number): Kernel {
  return (inputs) => {
    const [x, axes] = given(inputs, 2);
    const over = [...axes.data].map((axis) => (axis < 0 ? axis + x.shape.length : axis));
    const shape = x.shape.map((size, axis) => (over.includes(axis) ? 1 : size));
    const groups = new Map<number, number[]>();
    for (const index of indices(x.shape)) {
      const place = offsetOf(
        shape,
        index.map((i, axis) => (over.includes(axis) ? 0 : i)),
      );
      groups.set(place, [...(groups.get(place) ?? []), at(x, index)]);
    }
    return [build(shape, (i) => f(groups.get(offsetOf(shape, i))!))];
  };
}

function softmax([x]: (NdArray | undefined)[], attributes: Attributes): NdArray[] {
  const axis = axisOf(attributes, 'axis', x!, -1);
  const sum = (index: number[]): number => total(along(x!, index, axis).map(Math.exp));
  return [build(x!.shape, (i) => Math.exp(at(x!, i)) / sum(i))];
}

/** Inner loops over plain numbers: whole models are run with this. */
function matMul(a: NdArray, b: NdArray): NdArray {
  const batch = broadcastShape(a.shape.slice(0, -2), b.shape.slice(0, -2));
  const [rows, inner, columns] = [a.shape.at(-2)!, a.shape.at(-1)!, b.shape.at(-1)!];
  const matrices = batch.reduce((product, size) => product * size, 1);
  const data = new Float64Array(matrices * rows * columns);
  for (let row = 0; row < matrices * rows; row++) {
    const matrix = Math.floor(row / rows);
    const fromA = matrixOffset(a, batch, matrix) + (row % rows) * inner;
    const fromB = matrixOffset(b, batch, matrix);
    const out = data.subarray(row * columns, (row + 1) * columns);
    for (let k = 0; k < inner; k++) {
      const factor = a.data[fromA + k]!;
      for (let column = 0; column < columns; column++) out[column]! += factor * b.data[fromB + k * columns + column]!;
    }
  }
  return { shape: [...batch, rows, columns], data };
}

/** Where the matrix begins that stands for one of a batch; axes of size 1 are repeated. */
function matrixOffset({ shape }: NdArray, batch: readonly number[], matrix: number): number {
  const own = shape.slice(0, -2);
  let [offset, stride, rest] = [0, shape.at(-2)! * shape.at(-1)!, matrix];
  for (let axis = batch.length - 1; axis >= 0; axis--) {
    const size = own[axis - (batch.length - own.length)] ?? 1;
    if (size > 1) offset += (rest % batch[axis]!) * stride;
    stride *= size;
    rest = Math.floor(rest / batch[axis]!);
  }
  return offset;
}

function gemm(inputs: (NdArray | undefined)[], attributes: Attributes): NdArray[] {
  const [a, b] = given(inputs, 2);
  const turned = (x: NdArray, flag: string): NdArray => (number(attributes, flag, 0) ? swapLast(x) : x);
  const product = matMul(turned(a, 'transA'), turned(b, 'transB'));
  const c = inputs[2];
  const [alpha, beta] = [number(attributes, 'alpha', 1), number(attributes, 'beta', 1)];
  return [build(product.shape, (i) => alpha * at(product, i) + (c ? beta * at(c, i) : 0))];
}

/** FusedMatMul's way to read an operand: transBatch moves the first axis in front of the last, trans swaps the last two. */
function view(x: NdArray, attributes: Attributes, operand: 'A' | 'B'): NdArray {
  const [first = 1, ...rest] = x.shape;
  const moved = number(attributes, `transBatch${operand}`, 0)
    ? build([...rest.slice(0, -1), first, ...rest.slice(-1)], (i) => at(x, [i.at(-2)!, ...i.slice(0, -2), i.at(-1)!]))
    : x;
  return number(attributes, `trans${operand}`, 0) ? swapLast(moved) : moved;
}

function swapLast(x: NdArray): NdArray {
  const shape = [...x.shape.slice(0, -2), x.shape.at(-1)!, x.shape.at(-2)!];
  return build(shape, (i) => at(x, [...i.slice(0, -2), i.at(-1)!, i.at(-2)!]));
}

function rmsNormalization(inputs: (NdArray | undefined)[], attributes: Attributes): NdArray[] {
  const [x, weight] = given(inputs, 2);
  const axis = x.shape.length - 1;
  const inverse = build(x.shape.with(-1, 1), (i) => {
    const row = along(x, i, axis);
    return 1 / Math.sqrt(total(row.map((v) => v * v)) / row.length + number(attributes, 'epsilon', 1e-5));
  });
  return [build(x.shape, (i) => at(x, i) * at(inverse, i) * at(weight, i)), inverse];
}

function layerNormalization(inputs: (NdArray | undefined)[], attributes: Attributes): NdArray[] {
  const [x, weight] = given(inputs, 2);
  const bias = inputs[2];
  const axis = x.shape.length - 1;
  const mean = build(x.shape.with(-1, 1), (i) => total(along(x, i, axis)) / x.shape[axis]!);
  const inverse = build(x.shape.with(-1, 1), (i) => {
    const variance = total(along(x, i, axis).map((v) => (v - at(mean, i)) ** 2)) / x.shape[axis]!;
    return 1 / Math.sqrt(variance + number(attributes, 'epsilon', 1e-5));
  });
  const unit = (i: number[]): number => (at(x, i) - at(mean, i)) * at(inverse, i);
  return [build(x.shape, (i) => unit(i) * at(weight, i) + (bias ? at(bias, i) : 0)), mean, inverse];
}

/** Pairs (x_k, x_(k + K/2)) of each head turned by the angles of the token's row. */
function rotaryEmbedding(inputs: (NdArray | undefined)[], attributes: Attributes): NdArray[] {
  const [x, start, cosine, sine] = given(inputs, 4);
  const K = x.shape[2]! / number(attributes, 'num_heads', 1);
  return [
    build(x.shape, (index) => {
      const [b = 0, t = 0, c = 0] = index;
      const [k, isUpper] = [c % (K / 2), c % K >= K / 2];
      const row = [start.data[0]! + t, k];
      const partner = at(x, [b, t, isUpper ? c - K / 2 : c + K / 2]);
      return at(x, index) * at(cosine, row) + (isUpper ? 1 : -1) * partner * at(sine, row);
    }),
  ];
}

function concat(inputs: (NdArray | undefined)[], attributes: Attributes): NdArray[] {
  const parts = given(inputs, inputs.length);
  const axis = axisOf(attributes, 'axis', parts[0]!, -1);
  const shape = parts[0]!.shape.with(axis, total(parts.map((part) => part.shape[axis]!)));
  return [
    build(shape, (index) => {
      let place = index[axis]!;
      const part = parts.find((one) => place < one.shape[axis]! || ((place -= one.shape[axis]!), false))!;
      return at(part, index.with(axis, place));
    }),
  ];
}

function split(inputs: (NdArray | undefined)[], attributes: Attributes): NdArray[] {
  const [x, sizes] = given(inputs, 2);
  const axis = axisOf(attributes, 'axis', x, 0);
  return [...sizes.data].map((size, piece) => {
    const before = total([...sizes.data.subarray(0, piece)]);
    return build(x.shape.with(axis, size), (i) => at(x, i.with(axis, i[axis]! + before)));
  });
}

function reshape(inputs: (NdArray | undefined)[]): NdArray[] {
  const [x, wanted] = given(inputs, 2);
  const sizes = [...wanted.data].map((size, axis) => (size === 0 ? x.shape[axis]! : size));
  const known = sizes.filter((size) => size !== -1).reduce((a, b) => a * b, 1);
  return [{ shape: sizes.map((size) => (size === -1 ? x.data.length / known : size)), data: x.data }];
}

function gather(inputs: (NdArray | undefined)[], attributes: Attributes): NdArray[] {
  const [data, picks] = given(inputs, 2);
  const axis = axisOf(attributes, 'axis', data, 0);
  const shape = [...data.shape.slice(0, axis), ...picks.shape, ...data.shape.slice(axis + 1)];
  return [
    build(shape, (i) => {
      const pick = at(picks, i.slice(axis, axis + picks.shape.length));
      return at(data, [...i.slice(0, axis), pick, ...i.slice(axis + picks.shape.length)]);
    }),
  ];
}

function scatterElements(inputs: (NdArray | undefined)[], attributes: Attributes): NdArray[] {
  const [data, places, updates] = given(inputs, 3);
  const axis = axisOf(attributes, 'axis', data, 0);
  const write = writer(data, attributes);
  for (const i of indices(places.shape)) write.put(i.with(axis, at(places, i)), at(updates, i));
  return [write.result];
}

/** ScatterND with places that name whole rows. */
function scatterRows(inputs: (NdArray | undefined)[], attributes: Attributes): NdArray[] {
  const [data, places, updates] = given(inputs, 3);
  const write = writer(data, attributes);
  const named = places.shape.length - 1;
  for (const i of indices(updates.shape)) {
    write.put([at(places, [...i.slice(0, named), 0]), ...i.slice(named)], at(updates, i));
  }
  return [write.result];
}

function writer(data: NdArray, attributes: Attributes): { put(i: number[], x: number): void; result: NdArray } {
  const result = { shape: data.shape, data: data.data.slice() };
  const put = (i: number[], x: number): void => {
    const place = offsetOf(data.shape, i);
    result.data[place] = attributes['reduction'] === 'add' ? result.data[place]! + x : x;
  };
  return { put, result };
}

function along(x: NdArray, index: number[], axis: number): number[] {
  return Array.from({ length: x.shape[axis]! }, (_, k) => at(x, index.with(axis, k)));
}

function axisOf(attributes: Attributes, name: string, x: NdArray, fallback: number): number {
  const axis = number(attributes, name, fallback);
  return axis < 0 ? axis + x.shape.length : axis;
}

function number(attributes: Attributes, name: string, fallback: number): number {
  return (attributes[name] ?? fallback) as number;
}

function given(inputs: (NdArray | undefined)[], length: 2): [NdArray, NdArray];
function given(inputs: (NdArray | undefined)[], length: 3): [NdArray, NdArray, NdArray];
function given(inputs: (NdArray | undefined)[], length: 4): [NdArray, NdArray, NdArray, NdArray];
function given(inputs: (NdArray | undefined)[], length: number): NdArray[];
function given(inputs: (NdArray | undefined)[], length: number): NdArray[] {
  const present = inputs.slice(0, length).filter((input) => input !== undefined);
  if (present.length < length) throw new Error('An input is missing.');
  return present;
}

function total(xs: readonly number[]): number {
  return xs.reduce((sum, x) => sum + x, 0);
}

function sigmoid(x: number): number {
  return 1 / (1 + Math.exp(-x));
}

/** The error function by its power series, which cancels itself out for large x; from 5 on it is 1 to eleven digits. */
function erf(x: number): number {
  if (Math.abs(x) > 5) return Math.sign(x);
  let [term, sum] = [x, x];
  for (let n = 1; Math.abs(term) > 1e-18 * Math.abs(sum) && n < 200; n++) {
    term *= (-x * x) / n;
    sum += term / (2 * n + 1);
  }
  return (2 / Math.sqrt(Math.PI)) * sum;
}
