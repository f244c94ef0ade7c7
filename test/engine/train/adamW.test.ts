import assert from 'node:assert/strict';
import { test } from 'node:test';
import { seededRandom } from '../../../src/engine/generate/seededRandom.ts';
import { Optimizer, type Learner } from '../../../src/engine/train/optimizer.ts';
import { settings } from './tinyTrainer.ts';

const decay = 0.3;

/** AdamW as its paper has it, in float64; the last two arrays are its moments. */
function referenceStep(state: number[][], gradient: number[], step: number, rate: number): void {
  const { beta1, beta2, epsilon } = settings;
  const [weight, first, second] = state as [number[], number[], number[]];
  gradient.forEach((g, i) => {
    first[i] = beta1 * first[i]! + (1 - beta1) * g;
    second[i] = beta2 * second[i]! + (1 - beta2) * g * g;
    const direction = first[i] / (1 - beta1 ** step) / (Math.sqrt(second[i] / (1 - beta2 ** step)) + epsilon);
    weight[i] = weight[i]! - rate * decay * weight[i]! - rate * direction;
  });
}

/** Five steps on two tensors, one longer than a part; gradients of very different sizes, some of them clipped. */
async function check(maxGradientNorm: number): Promise<void> {
  const groups = [{ matches: () => true, rateScale: 0.5, weightDecay: decay }];
  const optimizer = await Optimizer.open({ ...settings, groups, maxGradientNorm }, { device: 'cpu', threads: 1 });
  const random = seededRandom(3);
  const draw = (length: number, scale: number): Float32Array =>
    new Float32Array(length).map(() => scale * (2 * random() - 1) ** 5);
  const learners = [5, 140_000].map((length, i): Learner => {
    const state = { weight: draw(length, 1), first: new Float32Array(length), second: new Float32Array(length) };
    return { name: `tensor ${i}`, shape: [length], ...state };
  });
  const expected = learners.map(({ weight, first, second }) => [weight, first, second].map((x) => Array.from(x)));
  for (let step = 1; step <= 5; step++) {
    const gradients = learners.map(({ weight }) => draw(weight.length, 10 ** -step));
    const norm = Math.hypot(...gradients.map((gradient) => Math.sqrt(gradient.reduce((sum, g) => sum + g * g, 0))));
    const clip = Math.min(1, maxGradientNorm / (norm + 1e-6));
    const given = new Map(learners.map(({ name }, i) => [name, gradients[i]!]));
    const found = await optimizer.step(learners, given, { step, rate: 0.02 });
    assert.ok(Math.abs(found - norm) <= 1e-5 * norm, `${found} ${norm}`);
    learners.forEach((_, i) =>
      referenceStep(
        expected[i]!,
        Array.from(gradients[i]!, (g) => g * clip),
        step,
        0.01,
      ),
    );
  }
  await optimizer.close();
  learners.forEach(({ weight, first, second }, i) => {
    [weight, first, second].forEach((found, part) => {
      const wrong = found.findIndex((value, k) => Math.abs(value - expected[i]![part]![k]!) > 2e-6);
      assert.equal(wrong, -1, `part ${part}`);
    });
  });
}

test('AdamW in parts equals its definition over whole tensors', () => check(Infinity));
test('a gradient longer than allowed is shortened as a whole', () => check(0.5));
