import { axisAttribute, stringAttribute } from '../onnx/attributes.ts';
import { gatherRows, reshape, transpose } from '../onnx/expressions.ts';
import type { Node, Value } from '../onnx/graph.ts';
import { int, type GraphBuilder } from '../onnx/graphBuilder.ts';
import { zerosLike } from '../onnx/runtimeShapes.ts';
import { GradientError, operand, operands, type GradientRule } from './gradientRule.ts';

/** Every picked row's gradient is added to the row it was picked from. */
export const gathering: GradientRule = (g, node, dOut) => {
  const [data, indices] = operands(node);
  const axis = node.attributes['axis'] ? axisAttribute(node.attributes, 'axis', data.shape.length) : 0;
  const places = reshape(g, indices, [...indices.shape, 1]);
  const rows = axesFirst(g, dOut, axis, indices.shape.length);
  const zeros = zerosLike(g, axesFirst(g, data, axis, 1));
  const attributes = { reduction: { string: 'add' } };
  const summed = g.one('ScatterND', [zeros, places, rows], { attributes });
  return [axesBack(g, summed, axis)];
};

/** Every picked number's gradient is added to the number it was picked from. */
export const gatheringElements: GradientRule = (g, node, dOut) => {
  const [data, indices] = operands(node);
  const attributes = { axis: int(elementsAxis(node)), reduction: { string: 'add' } };
  return [g.one('ScatterElements', [zerosLike(g, data), indices, dOut], { attributes })];
};

/** Rows that were written get the gradient at their places; without addition, the data got nothing through there. */
export const scatteringRows: GradientRule = (g, node, dOut) => {
  const [indices, updates] = [operand(node, 1), operand(node, 2)];
  if (indices.shape.at(-1) !== 1) throw new GradientError(`${node.name}: only whole rows have a gradient.`);
  const picked = gatherRows(g, dOut, reshape(g, indices, indices.shape.slice(0, -1)));
  const through = isAddition(node) ? dOut : g.one('ScatterND', [dOut, indices, zerosLike(g, updates)]);
  return [through, undefined, picked];
};

/** As `scatteringRows`, number by number along an axis. */
export const scatteringElements: GradientRule = (g, node, dOut) => {
  const [indices, updates] = [operand(node, 1), operand(node, 2)];
  const attributes = { axis: int(elementsAxis(node)) };
  const picked = g.one('GatherElements', [dOut, indices], { attributes });
  const kept = (): Value => g.one('ScatterElements', [dOut, indices, zerosLike(g, updates)], { attributes });
  return [isAddition(node) ? dOut : kept(), undefined, picked];
};

/** ONNX counts the axis of element-wise gathering from 0 where it is left out. */
function elementsAxis({ attributes, inputs }: Node): number {
  return attributes['axis'] ? axisAttribute(attributes, 'axis', inputs[0]?.shape.length ?? 0) : 0;
}

function isAddition(node: Node): boolean {
  const reduction = stringAttribute(node.attributes, 'reduction', 'none');
  if (reduction === 'none' || reduction === 'add') return reduction === 'add';
  throw new GradientError(`${node.name} reduces by ${reduction}, which has no gradient here.`);
}

/** `count` axes from `axis` on, moved to the front. */
function axesFirst(g: GraphBuilder, x: Value, axis: number, count: number): Value {
  if (axis === 0) return x;
  const axes = x.shape.map((_, i) => i);
  return transpose(g, x, [...axes.splice(axis, count), ...axes]);
}

/** The first axis moved to place `axis`. */
function axesBack(g: GraphBuilder, x: Value, axis: number): Value {
  if (axis === 0) return x;
  const [first = 0, ...rest] = x.shape.map((_, i) => i);
  return transpose(g, x, rest.toSpliced(axis, 0, first));
}
