import assert from 'node:assert/strict';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import sharp from 'sharp';
import { clearOutcomes } from '../../../src/engine/api/modelApi.ts';
import type { ClearRequest, CompiledModel, CompileReport, ModelSummary } from '../../../src/engine/api/modelApi.ts';
import type { Embedding } from '../../../src/engine/api/spaceApi.ts';
import { EngineError } from '../../../src/engine/api/errors.ts';
import { reference } from '../checkpoint/reference.ts';
import { thisSystem } from '../../../src/engine/cli/systemFacts.ts';
import { temporaryFolder } from '../client/fakeClient.ts';
import { cli, healthySystem } from './cliRun.ts';

test('compile shows its progress on a terminal and prints the errors as a table', async (context) => {
  const report: CompileReport = {
    folder: '/cache/model',
    precision: 'int4',
    sizeBytes: 1_234_000_000,
    elapsedMs: 90_500,
    layers: [
      { parameter: 'layers.0.wqkv', kind: 'int4 b128', relativeError: 0.0934 },
      { parameter: 'output', kind: 'int8', relativeError: 0.0042 },
    ],
    logits: { relativeError: 0.05, maxAbsoluteError: 0.4, top1Agreement: 0.975 },
  };
  const compile = async (_request: unknown, options?: { onProgress?: (progress: object) => void }) => {
    options?.onProgress?.({ step: 'weights', fraction: 0.25 });
    return report;
  };
  const result = await cli(context, ['compile', 'echo'], { engine: { compile }, isTerminal: true });
  assert.equal(result.stderr, '\r\u001b[K25 % weights\r\u001b[K');
  assert.equal(
    result.stdout,
    '/cache/model\nint4, 1.23 GB, 90.5 s\n\n' +
      'error    kind       parameter\n9.34e-2  int4 b128  layers.0.wqkv\n4.20e-3  int8       output\n\n' +
      'Logits against fp32: relative error 5.00e-2, at most 0.400 apart, likeliest token equal in 97.5 % of places\n',
  );
});

test('compile can be cancelled', async (context) => {
  const interrupt = new AbortController();
  setImmediate(() => {
    interrupt.abort();
  });
  const { code, stderr } = await cli(context, ['compile', 'echo', '--out', 'forever'], { signal: interrupt.signal });
  assert.deepEqual([code, stderr], [130, 'The request was cancelled.\n']);
});

test('embed writes vectors and what each of them stands for', async (context) => {
  const out = join(await temporaryFolder(context), 'out.safetensors');
  const embedding: Embedding = {
    vectors: new Float32Array([1, 2, 3, 4, 5, 6]),
    width: 3,
    layer: 2,
    tokens: [
      { kind: 'text', id: 7, piece: '▁cat' },
      { kind: 'patch', image: 0, tile: 1, row: 2, column: 3, thumbnail: false },
    ],
  };
  const embed = () => Promise.resolve(embedding);
  const words = ['embed', '--model', 'echo', '--image', 'a.png', '--text', 'cat', '--out', out];
  const { code, stdout } = await cli(context, words, { engine: { embed } });
  assert.deepEqual([code, stdout], [0, `2 vectors of 3 numbers (layer 2) in ${out}\n`]);
  const file = await readFile(out);
  const headerBytes = Number(file.readBigUInt64LE());
  const header = JSON.parse(file.subarray(8, 8 + headerBytes).toString()) as Record<string, Record<string, unknown>>;
  assert.deepEqual(header['vectors'], { dtype: 'F32', shape: [2, 3], data_offsets: [0, 24] });
  assert.deepEqual(JSON.parse(String(header['__metadata__']?.['tokens'])), embedding.tokens);
  assert.equal(header['__metadata__']?.['layer'], '2');
  assert.equal(file.readFloatLE(8 + headerBytes + 20), 6);
});

const model: ModelSummary = {
  folder: '/models/big',
  name: 'big',
  layout: 'hovle',
  parameterCount: 2_600_000_000,
  contextTokens: 32_768,
  trained: true,
  compiled: ['int8', 'int4'],
};

test('models lists what the folders hold', async (context) => {
  const there = await temporaryFolder(context);
  const listModels = (folders: readonly string[]) => {
    assert.deepEqual(folders, [there]);
    return Promise.resolve([model, { ...model, name: 'new', trained: false, compiled: [] }]);
  };
  const { stdout } = await cli(context, ['models', there], { engine: { listModels } });
  assert.equal(
    stdout,
    'name  layout  parameters  trained  compiled   folder\n' +
      'big   hovle   2.6 B       yes      int8 int4  /models/big\n' +
      'new   hovle   2.6 B       no       -          /models/big\n',
  );
});

test('models refuses a folder that is not there', async (context) => {
  const { code, stderr } = await cli(context, ['models', '/nope']);
  assert.deepEqual([code, stderr], [17, '/nope does not exist. Check the path.\n']);
});

const kept: CompiledModel[] = [
  { id: 'big-0-int4', model: 'big', precision: 'int4', checkpoint: '/models/big', sizeBytes: 1_400_000_000 },
  { id: 'big-0-int8', model: 'big', precision: 'int8', sizeBytes: 2_600_000 },
  { id: 'tiny-1-fp32', model: 'tiny', precision: 'fp32', checkpoint: '/tiny', sizeBytes: 300 },
];
const listCompiled = () => Promise.resolve(kept);

test('cache lists compiled models with what they take', async (context) => {
  const { stdout } = await cli(context, ['cache'], { engine: { listCompiled } });
  assert.equal(
    stdout,
    'model  format  size    checkpoint\n' +
      'big    int4    1.4 GB  /models/big\n' +
      'big    int8    2.6 MB  -\n' +
      'tiny   fp32    300 B   /tiny\n\n1.4 GB in all\n',
  );
  assert.equal((await cli(context, ['cache'])).stdout, 'No compiled models are kept.\n');
});

test('cache removes those of the models that are named, or all, and says which stay', async (context) => {
  const asked: ClearRequest[] = [];
  const clearCompiled = (request: ClearRequest) => {
    asked.push(request);
    const cleared = kept.slice(0, 2).map((one, index) => ({ ...one, outcome: clearOutcomes[index]! }));
    return Promise.resolve(cleared);
  };
  const engine = { listCompiled, clearCompiled };
  const { stdout } = await cli(context, ['cache', '--clear', 'big'], { engine });
  assert.match(stdout, /big +int4 .* removed\nbig +int8 .* left: it is in use\n\n1\.4 GB removed\n$/);
  await cli(context, ['cache', '--clear'], { engine });
  const { code, stderr } = await cli(context, ['cache', '--clear', 'none'], { engine });
  assert.deepEqual([code, asked], [3, [{ ids: ['big-0-int4', 'big-0-int8'] }, {}]]);
  assert.equal(stderr, 'No compiled model of none is kept (big, tiny).\n');
});

test('embed refuses a folder as its file, and leaves nothing', async (context) => {
  const folder = await temporaryFolder(context);
  const out = join(folder, 'out');
  await mkdir(out);
  const embed = () => Promise.resolve({ vectors: new Float32Array(1), width: 1, layer: 0, tokens: [text] });
  const { code, stderr } = await cli(context, ['embed', '--model', 'echo', '--out', out], { engine: { embed } });
  assert.deepEqual([code, stderr], [17, `${out} is a folder. Name a file.\n`]);
  assert.deepEqual(await readdir(folder), ['out']);
});

const text = { kind: 'text', id: 7, piece: 'cat' } as const;

test('devices lists each device with a sentence', async (context) => {
  const { stdout } = await cli(context, ['devices']);
  assert.equal(stdout, 'cpu  usable  It failed when it was tried: {}.\n');
});

test('doctor says ok for each thing that is', async (context) => {
  const { code, stdout } = await cli(context, ['doctor'], { environment: { XDG_CACHE_HOME: '/cache' } });
  const lines = stdout.trimEnd().split('\n');
  assert.equal(code, 0);
  assert.deepEqual(lines.slice(0, 5), [
    'ok  node      v20.20.2',
    'ok  platform  linux x64',
    'ok  memory    8 GB free of 16 GB',
    'ok  disk      100 GB free for /cache/hovle',
    'ok  devices   cpu',
  ]);
  assert.match(lines[5] ?? '', /^ok {2}model {5}.*hovle-untrained \(untrained: its answers are noise\)$/);
});

test('doctor says what to do about each problem, and exits with 1', async (context) => {
  const system = {
    ...healthySystem,
    nodeVersion: 'v18.0.0',
    platform: 'darwin' as const,
    freeMemoryBytes: () => 1e9,
    freeDiskBytes: () => Promise.resolve(5e8),
  };
  const listDevices = () => Promise.reject(new EngineError('engine/internal', { message: 'no library' }));
  const { code, stdout } = await cli(context, ['doctor', '--model', 'nowhere'], { system, engine: { listDevices } });
  const lines = stdout.trimEnd().split('\n');
  assert.equal(code, 1);
  const advice = [
    /Node\.js 20/,
    /exists for/,
    /close other programs/,
    /free some space/,
    /no library/,
    /nowhere is neither/,
  ];
  advice.forEach((expected, index) => {
    assert.match(lines[index] ?? '', /^problem {2}/);
    assert.match(lines[index] ?? '', expected);
  });
});

test('doctor says where nothing may be written', async (context) => {
  const system = { ...healthySystem, mayWrite: () => Promise.resolve(false) };
  const { code, stdout } = await cli(context, ['doctor'], { system, environment: { XDG_CACHE_HOME: '/cache' } });
  assert.equal(code, 1);
  assert.match(stdout, /^problem +disk +\/cache\/hovle: there is no permission to write there$/m);
});

test('the machine says whether a folder that is not there yet could be made', async (context) => {
  const folder = await temporaryFolder(context);
  await writeFile(join(folder, 'file'), '');
  const { mayWrite } = thisSystem;
  assert.equal(await mayWrite(join(folder, 'new', 'one')), true);
  assert.equal(await mayWrite(join(folder, 'file', 'one')), false);
});

for (const command of ['devices', 'doctor', 'models']) {
  test(`${command} ends at once where the user wants it to`, async (context) => {
    const never = () => new Promise<never>(() => undefined);
    const engine = { listDevices: never, listModels: never };
    const { code } = await cli(context, [command], { engine, signal: AbortSignal.abort() });
    assert.equal(code, 130);
  });
}

test('--help names the commands and every exit code, and starts no engine', async (context) => {
  const { code, stdout, called } = await cli(context, ['--help']);
  assert.equal(code, 0);
  for (const expected of [/ask \[options\]/, /doctor/, /^ {2}16 {3}the device/m, /^ {2}130 {2}cancelled/m])
    assert.match(stdout, expected);
  assert.deepEqual(called, []);
});

test('the exit codes of --help stand in their order, and --version is that of the package', async (context) => {
  const { stdout } = await cli(context, ['--help']);
  const codes = [...stdout.matchAll(/^ {2}(\d+) {2,}\w/gm)].map(([, code]) => Number(code));
  assert.deepEqual(
    codes,
    codes.toSorted((a, b) => a - b),
  );
  const { version } = JSON.parse(await readFile('package.json', 'utf8')) as { version: string };
  const shown = await cli(context, ['--version']);
  assert.deepEqual([shown.code, shown.stdout], [0, `${version}\n`]);
});

test('what a train command prints says each bad sample once, and a few steps where nobody watches', async (context) => {
  const folder = await temporaryFolder(context);
  const picture = sharp({ create: { width: 30, height: 20, channels: 3, background: 'red' } });
  await mkdir(join(folder, 'data'));
  for (const name of ['a', 'b', 'c', 'd']) {
    await picture
      .clone()
      .png()
      .toFile(join(folder, 'data', `${name}.png`));
    await writeFile(join(folder, 'data', `${name}.txt`), name);
  }
  await writeFile(join(folder, 'data', 'b.png'), 'no picture');
  const recipe = join(folder, 'bad.yaml');
  await writeFile(recipe, badRecipe);
  const { code, stderr } = await cli(context, ['train', recipe, '--out', join(folder, 'run')]);
  assert.equal(code, 0, stderr);
  assert.equal(stderr.match(/is left out/g)?.length, 1);
  assert.match(stderr, /instruct \(1 of 1\), step 1 of 3: loss/);
});

const badRecipe = `name: bad
model: ${reference('tiny-pre')}
threads: 1
readers: 0
stages:
  - stage: instruct
    data: [{ dataset: data, heldOutShare: 0 }]
    steps: 3
    samplesPerStep: 16
    rowTokens: 700
    rate: 1e-3
`;

test('an unknown command is a usage error that points to --help', async (context) => {
  const { code, stderr } = await cli(context, ['answer']);
  assert.equal(code, 2);
  assert.match(stderr, /unknown command 'answer'[^]*--help/);
});
