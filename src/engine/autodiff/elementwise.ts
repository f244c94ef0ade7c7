import { cast, divide, multiply, subtract } from '../onnx/expressions.ts';
import { operand, operands, result, sumTo, type GradientRule } from './gradientRule.ts';

/** d(a + b) = da + db. */
export const addition: GradientRule = (g, node, dOut) => {
  const [a, b] = operands(node);
  return [sumTo(g, dOut, a), sumTo(g, dOut, b)];
};

/** d(a − b) = da − db. */
export const subtraction: GradientRule = (g, node, dOut) => {
  const [a, b] = operands(node);
  return [sumTo(g, dOut, a), g.one('Neg', [sumTo(g, dOut, b)])];
};

/** d(ab) = b da + a db. */
export const multiplication: GradientRule = (g, node, dOut) => {
  const [a, b] = operands(node);
  return [sumTo(g, multiply(g, dOut, b), a), sumTo(g, multiply(g, dOut, a), b)];
};

/** d(a/b) = da/b − (a/b) db/b. */
export const division: GradientRule = (g, node, dOut) => {
  const [a, b] = operands(node);
  const dA = divide(g, dOut, b);
  return [sumTo(g, dA, a), g.one('Neg', [sumTo(g, multiply(g, dA, result(node)), b)])];
};

/** The larger operand takes all; of equal ones, the first. */
export const maximum: GradientRule = (g, node, dOut) => {
  const [a, b] = operands(node);
  const dA = multiply(g, dOut, cast(g, g.one('GreaterOrEqual', [a, b]), dOut.dtype));
  return [sumTo(g, dA, a), sumTo(g, subtract(g, dOut, dA), b)];
};

/** d(−x) = −dx. */
export const negation: GradientRule = (g, _node, dOut) => [g.one('Neg', [dOut])];

/** d|x| = sign(x) dx. */
export const absolute: GradientRule = (g, node, dOut) => [multiply(g, dOut, g.one('Sign', [operand(node, 0)]))];

/** d(eˣ) = eˣ dx. */
export const exponential: GradientRule = (g, node, dOut) => [multiply(g, dOut, result(node))];

/** d(log x) = dx/x. */
export const logarithm: GradientRule = (g, node, dOut) => [divide(g, dOut, operand(node, 0))];

/** d(√x) = dx/(2√x). */
export const squareRoot: GradientRule = (g, node, dOut) => [divide(g, multiply(g, dOut, g.scalar(0.5)), result(node))];

/** Between floating-point types the gradient is converted back; whole numbers and truth values have none. */
export const conversion: GradientRule = (g, node, dOut) => {
  const { dtype } = operand(node, 0);
  return [dtype.includes('float') ? cast(g, dOut, dtype) : undefined];
};

/** What is copied as it is passes its gradient on as it is. */
export const identity: GradientRule = (_g, _node, dOut) => [dOut];
