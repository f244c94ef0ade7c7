import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hasCode } from '../../../../src/engine/api/errors.ts';
import { wordsOf } from '../../../../src/engine/api/remarks.ts';
import { readRecipe } from '../../../../src/engine/train/recipe/recipe.ts';

const good = `name: colours
model: models/start
defaults:
  rate: 1e-3
  data:
    - world: [shapes/colour]
stages:
  - stage: align
    steps: 10
  - stage: instruct
    steps: 20
    rate: 0.0005
    evaluation: { every: 5 }
`;

test('a recipe has its stages, with what they share', () => {
  const { name, seed, stages } = readRecipe(good, 'good.yaml');
  assert.deepEqual({ name, seed }, { name: 'colours', seed: 1 });
  assert.deepEqual(
    stages.map(({ stage, steps, rate, data: [first] }) => [stage, steps, rate, first?.kind === 'world' && first.world]),
    [
      ['align', 10, 1e-3, ['shapes/colour']],
      ['instruct', 20, 5e-4, ['shapes/colour']],
    ],
  );
  assert.deepEqual(stages[1]?.evaluation, { every: 5, samples: 64, patience: undefined });
});

test('what an alias names stands in its place', () => {
  const text = good
    .replace('steps: 10', 'steps: &s 10')
    .replace('steps: 20', 'steps: *s')
    .replace('  data:', '  data: &d')
    .replace('    rate: 0.0005', '    data: *d');
  const { stages } = readRecipe(text, 'good.yaml');
  assert.deepEqual(
    stages.map(({ steps }) => steps),
    [10, 10],
  );
  assert.deepEqual(stages[1]?.data, stages[0]?.data);
});

test('aliases that multiply, or name what they stand in, are refused at once', () => {
  const bomb = Array.from({ length: 40 }, (_, i) => `a${i + 1}: &a${i + 1} [${`*a${i}, `.repeat(9)}]\n`).join('');
  for (const text of [`a0: &a0 [x]\n${bomb}${good}`, good.replace('align', '&own [*own]')])
    assert.throws(() => readRecipe(text, 'bad.yaml'), { code: 'train/bad-recipe', message: /too large once/ });
});

const mistakes: [what: string, from: string, to: string, problems: string[]][] = [
  [
    'a wrong number',
    'steps: 10',
    'steps: ten',
    ['bad.yaml:9:12: stages[0].steps is "ten", but must be a whole number of at least 1.'],
  ],
  [
    'a number too small',
    'rate: 0.0005',
    'rate: -1',
    ['bad.yaml:12:11: stages[1].rate is -1, but must be a number above 0.'],
  ],
  [
    'a share of moments that forgets nothing',
    'rate: 0.0005',
    'beta2: 1',
    ['bad.yaml:12:12: stages[1].beta2 is 1, but must be a number of at least 0 and below 1.'],
  ],
  [
    'an alias of nothing',
    'steps: 10',
    'steps: *s',
    ['bad.yaml:9:12: the recipe is an alias of s, which stands nowhere before it.'],
  ],
  [
    'neither yes nor no',
    'rate: 0.0005',
    'recompute: often',
    ['bad.yaml:12:16: stages[1].recompute is "often", but must be true or false.'],
  ],
  [
    'a missing field',
    '    steps: 20\n',
    '',
    ['bad.yaml:10:5: stages[1].steps is missing; it must be a whole number of at least 1.'],
  ],
  [
    'an unknown stage',
    'align',
    'allign',
    [
      'bad.yaml:8:12: stages[0].stage is "allign", but must be one of pretrain, compositional, distill, align, instruct, monolithic.',
    ],
  ],
  [
    'distilling from nothing',
    'align',
    'distill',
    ['bad.yaml:8:5: stages[0] needs a teacher, as every stage that distills.'],
  ],
  [
    'no YAML',
    'name: colours',
    'name: [',
    [
      'bad.yaml:2:1: the text is no YAML: Flow sequence in block collection must be sufficiently indented and end with a ].',
    ],
  ],
  [
    'data of no kind',
    'world: [shapes/colour]',
    'weight: 2',
    [
      'bad.yaml:6:7: stages[0].data[0] must have one of the fields dataset, world.',
      'bad.yaml:6:7: stages[1].data[0] must have one of the fields dataset, world.',
    ],
  ],
  [
    'two mistakes',
    'name: colours\nmodel: models/start',
    'name: 5\nmodels: x',
    [
      'bad.yaml:2:1: models is no field here. Known are name, seed, model, device, threads, readers, pinned, defaults, stages.',
      'bad.yaml:1:7: name is 5, but must be a text.',
    ],
  ],
];

for (const [what, from, to, problems] of mistakes) {
  test(`${what} is named with its place`, () => {
    assert.throws(
      () => readRecipe(good.replace(from, to), 'bad.yaml'),
      (error) => {
        assert.ok(hasCode(error, 'train/bad-recipe'));
        assert.deepEqual(error.details.problems.map(wordsOf), problems);
        return true;
      },
    );
  });
}
