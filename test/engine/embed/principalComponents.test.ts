import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import fc from 'fast-check';
import { principalComponents } from '../../../src/engine/embed/principalComponents.ts';
import { spaceNumbers } from '../../../src/engine/embed/spaceNumbers.ts';
import { symmetricEigen } from '../../../src/engine/embed/symmetricEigen.ts';
import { formulaVectors, type VectorFormula } from './formulaVectors.ts';

interface Case extends VectorFormula {
  patches: number;
  scores: number[][];
  explained: number[];
  numbers: { modalityGap: number; alignment: number; anisotropy: number };
}

const golden = join(import.meta.dirname, '..', '..', 'golden', 'embed', 'projections.json');
const cases = JSON.parse(readFileSync(golden, 'utf8')) as Case[];

for (const { scores, explained, numbers, patches, ...formula } of cases) {
  const { rows, width } = formula;
  const count = scores[0]!.length;

  test(`principal components of ${rows} × ${width} are scikit-learn's, but for their signs`, () => {
    const found = principalComponents(formulaVectors(formula), { width, count });
    for (let c = 0; c < count; c++) {
      const sign = Math.sign(found.scores_NC[c]! * scores[0]![c]!);
      for (let n = 0; n < rows; n++) close(found.scores_NC[n * count + c]! * sign, scores[n]![c]!, 1e-4);
      close(found.explained_C[c], explained[c]!, 1e-6);
    }
  });

  test(`gap, alignment and anisotropy of ${rows} × ${width} are numpy's`, () => {
    const isPatch = Array.from({ length: rows }, (_, n) => n < patches);
    const found = spaceNumbers(formulaVectors(formula), width, isPatch);
    close(found.modalityGap, numbers.modalityGap, 1e-6);
    close(found.alignment, numbers.alignment, 1e-6);
    close(found.anisotropy, numbers.anisotropy, 1e-6);
  });
}

test('eigenvectors rebuild the matrix they are of', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 9 }), fc.integer(), (size, seed) => {
      const matrix = symmetric(size, seed);
      const { values_M, vectors_MM } = symmetricEigen(matrix, size);
      for (let i = 0; i < size; i++) {
        for (let j = 0; j < size; j++) {
          let sum = 0;
          for (let m = 0; m < size; m++) sum += values_M[m]! * vectors_MM[m * size + i]! * vectors_MM[m * size + j]!;
          close(sum, matrix[i * size + j]!, 1e-10);
        }
        assert.ok(i === 0 || values_M[i]! <= values_M[i - 1]!);
      }
    }),
  );
});

test('directions of equal variance are all found', () => {
  const vectors = new Float32Array(6 * 5);
  for (let axis = 0; axis < 3; axis++) {
    vectors[2 * axis * 5 + axis] = 2;
    vectors[(2 * axis + 1) * 5 + axis] = -2;
  }
  const { explained_C } = principalComponents(vectors, { width: 5, count: 3 });
  for (const share of explained_C) close(share, 1 / 3, 1e-9);
});

test('one dominant direction does not blur those behind it', () => {
  const formula = { rows: 80, width: 24, seed: 5, decay: 0.6 };
  const plain = formulaVectors(formula);
  const dominated = Float32Array.from({ length: 80 * 25 }, (_, i) => {
    const [n, d] = [Math.floor(i / 25), i % 25];
    return d === 24 ? (n === 0 ? 2e4 : 0) : plain[n * 24 + d]!;
  });
  const { scores_NC } = principalComponents(dominated, { width: 25, count: 3 });
  const { values_M } = symmetricEigen(covariance(dominated, 25), 25);
  for (let c = 0; c < 3; c++) close(sumOfSquares(scores_NC, c) / values_M[c]!, 1, 1e-6);
  assert.ok(values_M[0]! > 1e5 * values_M[1]!);
});

const single = { width: 4, count: 3 };

test('no vector, one vector and equal vectors have no extent', () => {
  assert.deepEqual(principalComponents(new Float32Array(0), single), {
    scores_NC: new Float32Array(0),
    explained_C: [0, 0, 0],
  });
  for (const rows of [1, 3]) {
    const { scores_NC, explained_C } = principalComponents(new Float32Array(rows * 4).fill(0.7), single);
    assert.ok(scores_NC.length === rows * 3 && scores_NC.every((score) => Math.abs(score) < 1e-6));
    assert.deepEqual(explained_C, [0, 0, 0]);
  }
  assert.deepEqual(spaceNumbers(new Float32Array(0), 4, []), {});
  assert.deepEqual(spaceNumbers(new Float32Array([1, 0, 0, 0]), 4, [true]), {});
});

test('a vector with a value that is none is left out, and the others are as without it', () => {
  const vectors = formulaVectors({ rows: 20, width: 4, seed: 6, decay: 0.8 });
  const broken = new Float32Array([...vectors, 1, NaN, 1, 1, Infinity, 0, 0, 0]);
  const whole = principalComponents(vectors, single);
  const found = principalComponents(broken, single);
  assert.deepEqual(found.scores_NC.subarray(0, 60), whole.scores_NC);
  assert.ok(found.scores_NC.subarray(60).every(Number.isNaN));
  assert.deepEqual(found.explained_C, whole.explained_C);
  const isPatch = Array.from({ length: 22 }, (_, n) => n % 2 === 0);
  assert.deepEqual(spaceNumbers(broken, 4, isPatch), spaceNumbers(vectors, 4, isPatch.slice(0, 20)));
});

function close(actual: number | undefined, expected: number, tolerance: number): void {
  assert.ok(Math.abs((actual ?? NaN) - expected) <= tolerance, `${actual} is not ${expected}`);
}

function symmetric(size: number, seed: number): Float64Array {
  const matrix = new Float64Array(size * size);
  for (let i = 0; i < size; i++)
    for (let j = 0; j <= i; j++) matrix[i * size + j] = matrix[j * size + i] = Math.sin(seed + 7.1 * i + 3.3 * j);
  return matrix;
}

/** Of centred vectors, times their number: what the components diagonalise. */
function covariance(vectors: Float32Array, width: number): Float64Array {
  const rows = vectors.length / width;
  const mean = Array.from({ length: width }, (_, d) => {
    let sum = 0;
    for (let n = 0; n < rows; n++) sum += vectors[n * width + d]! / rows;
    return sum;
  });
  return Float64Array.from({ length: width * width }, (_, i) => {
    const [a, b] = [Math.floor(i / width), i % width];
    let sum = 0;
    for (let n = 0; n < rows; n++) sum += (vectors[n * width + a]! - mean[a]!) * (vectors[n * width + b]! - mean[b]!);
    return sum;
  });
}

function sumOfSquares(scores: Float32Array, component: number): number {
  return scores.reduce((sum, score, i) => sum + (i % 3 === component ? score * score : 0), 0);
}
