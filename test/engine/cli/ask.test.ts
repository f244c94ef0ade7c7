import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { test } from 'node:test';
import type { AskRequest } from '../../../src/engine/api/answerApi.ts';
import { EngineError } from '../../../src/engine/api/errors.ts';
import { remark } from '../../../src/engine/api/remarks.ts';
import { formatVersion } from '../../../src/engine/compile/manifest.ts';
import { temporaryFolder } from '../client/fakeClient.ts';
import { answer } from '../host/fakeEngine.ts';
import { cli } from './cliRun.ts';

test('the answer streams to standard output, and nothing else does', async (context) => {
  const pieces: string[] = [];
  const onText = (text: string) => pieces.push(text);
  const { code, stdout, stderr } = await cli(context, ['ask', '--model', 'stream', 'a b c'], { onText });
  assert.deepEqual([code, stdout], [0, 'abc\n']);
  assert.deepEqual(pieces.slice(0, 4), ['a', 'b', 'c', '\n']);
  assert.match(stderr, /^No picture was given.*\nThis model is untrained; its answers are noise\.\n$/);
});

test('on a terminal the stages are shown and wiped before the text, and the settings stand below', async (context) => {
  const { stdout, stderr } = await cli(context, ['ask', '--model', 'stream', 'a'], { isTerminal: true });
  assert.equal(stdout, 'a\n');
  assert.match(stderr, /^\r\u001b\[Klooking …\r\u001b\[K— .*stream, fp32 on cpu: 2 tokens, 400.0 a second/);
});

test('why auto fell back to the processor is told in words', async (context) => {
  const deviceNote = remark('auto/processor', { reasons: [] });
  const ask = (request: AskRequest) => Promise.resolve({ ...answer(request, 'a'), deviceNote });
  const shown = await cli(context, ['ask', '--model', 'stream', 'q'], { isTerminal: true, engine: { ask } });
  assert.match(shown.stderr, /fp32 on cpu \(No graphics processor is used\.\): 2 tokens/);
  const { stdout } = await cli(context, ['ask', '--model', 'stream', '--json', 'q'], { engine: { ask } });
  assert.match(stdout, /"deviceNote": "No graphics processor is used\."/);
});

test('--json prints one object with the promised keys first', async (context) => {
  const { code, stdout } = await cli(context, ['ask', '--model', 'stream', '--json', 'a b']);
  const printed = JSON.parse(stdout) as Record<string, unknown>;
  assert.equal(code, 0);
  assert.deepEqual(Object.keys(printed).slice(0, 10), [
    'text',
    'tokenIds',
    'promptTokenIds',
    'embeddingTokenIds',
    'images',
    'model',
    'device',
    'precision',
    'timings',
    'memoryBytes',
  ]);
  assert.equal(printed['text'], 'ab');
  assert.equal(printed['finish'], 'stop');
});

test('every option reaches the request', async (context) => {
  let asked: AskRequest | undefined;
  const ask = (request: AskRequest) => {
    asked = request;
    return Promise.resolve(answer(request, ''));
  };
  const words =
    'ask --model echo --image a.png --image b.png --precision int4 --device cpu --max-tokens 9 --temperature 0.5 --top-k 3 ' +
    '--top-p 0.9 --min-p 0.1 --repetition-penalty 1.1 --stop x --stop y --seed -7 --max-tiles 6';
  await cli(context, [...words.split(' '), 'what is it?'], { engine: { ask } });
  assert.equal(basename(asked?.model ?? ''), 'echo');
  assert.deepEqual(
    { ...asked, model: '' },
    {
      model: '',
      turns: [{ role: 'user', text: 'what is it?', images: [{ path: 'a.png' }, { path: 'b.png' }] }],
      precision: 'int4',
      device: 'cpu',
      maxTokens: 9,
      temperature: 0.5,
      topK: 3,
      topP: 0.9,
      minP: 0.1,
      repetitionPenalty: 1.1,
      stop: ['x', 'y'],
      seed: -7,
      maxTiles: 6,
    },
  );
});

for (const count of ['0', '-1', '257', '20000', '2.5'])
  test(`${count} tiles at most are refused before the engine is asked`, async (context) => {
    const { code, stderr, called } = await cli(context, ['ask', '--model', 'echo', '--max-tiles', count, 'question']);
    assert.deepEqual([code, called], [2, []]);
    assert.match(stderr, /--max-tiles.*It must be (from 1 to 256|a whole number)\./);
  });

test('Ctrl+C cancels: what came so far stands, and the code is 130', async (context) => {
  const interrupt = new AbortController();
  setImmediate(() => {
    interrupt.abort();
  });
  const words = ['ask', '--model', 'patient', 'question'];
  const { code, called } = await cli(context, words, { signal: interrupt.signal });
  assert.equal(code, 130);
  assert.equal(called.at(-1), 'close');
});

const models: Record<string, [words: string[], environment: Record<string, string>, expected: string]> = {
  'the shipped untrained model, where no trained one is shipped': [[], {}, 'hovle-untrained'],
  'that of HOVLE_MODEL': [[], { HOVLE_MODEL: 'echo' }, 'echo'],
  'the one named': [['--model', 'stream'], { HOVLE_MODEL: 'echo' }, 'stream'],
};

for (const [what, [words, environment, expected]] of Object.entries(models))
  test(`the model is ${what}`, async (context) => {
    const { stdout } = await cli(context, ['ask', ...words, '--json', 'q'], { environment });
    assert.equal(basename((JSON.parse(stdout) as { model: string }).model), expected);
  });

test('a folder that compile wrote is refused, with the name of its checkpoint', async (context) => {
  const folder = await temporaryFolder(context);
  const manifest = { formatVersion, precision: 'int8', checkpoint: '/models/big' };
  await writeFile(join(folder, 'manifest.json'), JSON.stringify(manifest));
  const { code, stderr } = await cli(context, ['ask', '--model', folder, 'q']);
  assert.deepEqual([code, /made from, \/models\/big\.\n$/.test(stderr)], [3, true]);
});

test('an option out of range is called as on the command line', async (context) => {
  const details = { option: 'maxTokens', value: '-5', allowed: 'a whole number of at least 1' };
  const ask = () => Promise.reject(new EngineError('generation/bad-option', details));
  const { stderr } = await cli(context, ['ask', '--model', 'echo', 'q'], { engine: { ask } });
  assert.equal(stderr, 'The option --max-tokens is -5, but must be a whole number of at least 1.\n');
});

test('a folder is a model as well', async (context) => {
  const folder = await temporaryFolder(context);
  const { stdout } = await cli(context, ['ask', '--model', folder, '--json', 'q']);
  assert.equal((JSON.parse(stdout) as { model: string }).model, folder);
});

const failures: Record<string, [words: string[], code: number, sentence: RegExp]> = {
  'an error of the engine': [
    ['--model', 'refusing', 'q'],
    16,
    /^This machine has no cuda device\. ONNX Runtime's CUDA files .* Usable here: cpu\.\n$/,
  ],
  'a model that is not there': [['--model', 'missing', 'q'], 3, /^missing is neither a folder nor a shipped model/],
  'a bug': [['--model', 'failing', 'q'], 1, /^Unexpected: TypeError: a bug/],
  'no question': [['--model', 'echo'], 2, /missing required argument 'question'/],
  'an unknown option': [['--colour', 'q'], 2, /unknown option '--colour'/],
  'a number in words': [['--max-tokens', 'many', 'q'], 2, /It must be a number/],
  'a place without its picture': [
    ['--model', 'echo', '--image', 'a.png', 'Compare <image> with <image>'],
    4,
    /places \(<image>\) for 2 pictures, but 1 were given/,
  ],
  'half a token': [['--max-tokens', '1.5', 'q'], 2, /It must be a whole number/],
  'an unknown precision': [['--precision', 'int2', 'q'], 2, /Allowed choices are fp32, int8, int4/],
};

for (const [what, [words, code, sentence]] of Object.entries(failures))
  test(`${what} ends with exit code ${code} and a sentence on standard error`, async (context) => {
    const result = await cli(context, ['ask', ...words]);
    assert.equal(result.code, code);
    assert.match(result.stderr, sentence);
    assert.equal(result.stdout, '');
  });

test('without any model there is a sentence that says how to name one', async (context) => {
  const shippedModels = join(await temporaryFolder(context), 'missing');
  const { code, stderr } = await cli(context, ['ask', 'q'], { shippedModels });
  assert.equal(code, 3);
  assert.match(stderr, /HOVLE_MODEL/);
});

test('--json-schema sends what the file holds, and names a file that is not there', async (context) => {
  let asked: AskRequest | undefined;
  const ask = (request: AskRequest) => {
    asked = request;
    return Promise.resolve(answer(request, '7'));
  };
  const folder = await temporaryFolder(context);
  const file = join(folder, 'schema.json');
  await writeFile(file, '{"type": "integer"}');
  const words = ['ask', '--model', 'echo', '--json-schema'];
  await cli(context, [...words, file, 'how many?'], { engine: { ask } });
  assert.equal(asked?.schema, '{"type": "integer"}');
  const { code, stderr } = await cli(context, [...words, join(folder, 'none.json'), 'how many?'], { engine: { ask } });
  assert.equal(code, 9);
  assert.match(stderr, /none\.json, which should hold the schema, does not exist/);
});
