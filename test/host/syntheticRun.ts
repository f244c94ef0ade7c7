/** An expression of the page: messages about two runs whose curves look like those of a training. */
export function syntheticRun(): string {
  return `(() => { ${columns.toString()}\n return (${make.toString()})(); })()`;
}

/** What the expression makes. */
export type SyntheticRun = ReturnType<typeof make>;

/** Runs in the page. */
function make() {
  const checkpoint = (step: number, isBest: boolean) => ({
    folder: `/runs/colours/1-instruct/step-${String(step).padStart(8, '0')}`,
    step,
    isBest,
  });
  const stage = { name: 'instruct', kind: 'instruct', steps: 400, isDone: false };
  const pinned = [{ picture: '/pictures/cat.png', question: 'What is it?', expected: 'a red cat' }];
  const runs = [
    {
      ...{
        folder: '/runs/colours',
        name: 'colours',
        state: 'running',
        recipe: '/recipes/colours.yaml',
        changedMs: 2,
        pinned,
      },
      stages: [{ ...stage, checkpoints: [checkpoint(50, false), checkpoint(100, true)] }],
    },
    {
      ...{
        folder: '/runs/shapes',
        name: 'shapes',
        state: 'failed',
        problem: 'The disk is full: a file could not be written.',
      },
      ...{ recipe: '/recipes/shapes.yaml', changedMs: 1, pinned: [], stages: [{ ...stage, checkpoints: [] }] },
    },
    {
      ...{ folder: '/runs/letters', name: 'letters', state: 'done', recipe: '/recipes/letters.yaml', changedMs: 0 },
      ...{ pinned: [], stages: [{ ...stage, steps: 40, isDone: true, checkpoints: [checkpoint(40, true)] }] },
    },
  ];
  const accuracy = (share: number) =>
    ['shapes/colour', 'shapes/count', 'text/read'].flatMap((task, row) =>
      [0, 1, 2].map((level) => ({
        task,
        level,
        answers: 64,
        right: Math.round(64 * Math.max(0, share - 0.15 * level - 0.1 * row)),
      })),
    );
  const evaluations = [50, 100].map((step) => ({
    ...{
      step,
      loss: 3.2 / (1 + step / 20) + 0.3,
      score: step / 150,
      isBest: true,
      accuracy: accuracy(0.4 + step / 200),
    },
  }));
  const predictions = [50, 100].map((step) => ({ ...pinned[0], step, answer: step === 50 ? 'a red' : 'a red cat' }));
  const rejected = [
    { step: 3, source: 'data', index: 7, reason: 'The sample takes 900 tokens; a row may have at most 480.' },
  ];
  const pixel =
    'data:image/svg+xml,%3Csvg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"%3E%3Ccircle cx="5" cy="5" r="3" fill="red"/%3E%3C/svg%3E';
  return {
    runs: { kind: 'runs', runs, isTrusted: true },
    part: (folder: string, count = 120) => ({
      ...{ kind: 'part', folder },
      stages: [{ stage: 0, isAnew: true, steps: columns(count), evaluations, predictions, rejected }],
    }),
    pictures: { kind: 'pictures', addresses: { '/pictures/cat.png': pixel } },
  };
}

/** What each step was like. Runs in the page. */
function columns(count: number) {
  const names = [
    'loss',
    'rate',
    'gradientNorm',
    'seconds',
    'waitShare',
    'tokensPerSecond',
    'samplesPerSecond',
    'memoryBytes',
  ];
  const wave = (i: number) => Math.sin(i * 12.9898) * 0.5;
  const values: Record<string, (i: number) => number> = {
    loss: (i) => 3.2 / (1 + i / 20) + 0.15 + 0.12 * wave(i),
    rate: (i) => 0.001 * Math.min(1, i / 10) * (0.55 + 0.45 * Math.cos(i / 130)),
    gradientNorm: (i) => 1 + 0.6 * wave(i + 5),
    seconds: () => 0.4,
    waitShare: () => 0.02,
    tokensPerSecond: (i) => 900 + 50 * wave(i),
    samplesPerSecond: (i) => 80 + 6 * wave(i),
    memoryBytes: (i) => 1.2e9 + 1e6 * i,
  };
  return {
    step: Float64Array.from({ length: count }, (_, i) => i + 1),
    ...Object.fromEntries(
      names.map((name) => [name, Float64Array.from({ length: count }, (_, i) => values[name]!(i + 1))]),
    ),
  };
}
