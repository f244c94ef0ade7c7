import { type Command, Option } from 'commander';
import type { DeviceChoice, Precision } from '../api/choices.ts';
import type { Answer, AskProgress, AskRequest, GenerationOptions } from '../api/answerApi.ts';
import { EngineError } from '../api/errors.ts';
import { readPageAddress } from '../api/pageAddress.ts';
import { imagePlaceholder } from '../text/chatPrompt.ts';
import type { CommandContext } from './context.ts';
import { exitCode } from './exitCodes.ts';
import { modelFolder } from './modelFolder.ts';
import {
  deviceOption,
  imageOption,
  maxTilesOption,
  modelOption,
  numberOption,
  precisionOption,
  repeatedOption,
  wholeNumberOption,
} from './options.ts';
import { readSchemaFile } from './readSchemaFile.ts';
import { statusLine } from './statusLine.ts';

/** `hovle ask`: answers a question, about pictures or without. */
export function addAsk(program: Command, context: CommandContext, end: (code: number) => void): void {
  const command = program
    .command('ask')
    .description('answers a question; <image> in it places a picture, pictures without a place stand in front')
    .argument('<question>');
  for (const option of askOptions()) command.addOption(option);
  command.action(async (question: string, options: AskOptions) => {
    end(await ask(question, options, context));
  });
}

const askOptions = () => [
  modelOption(),
  imageOption(),
  precisionOption(),
  deviceOption(),
  maxTilesOption(),
  wholeNumberOption('--max-tokens <count>', 'most tokens of the answer; by default 1024'),
  numberOption('--temperature <value>', '0, the default, always takes the likeliest token'),
  wholeNumberOption('--top-k <count>', 'draw from so many of the likeliest tokens only; by default from all'),
  numberOption('--top-p <share>', 'draw from the tokens that make up this share of the probability; by default 1'),
  numberOption('--min-p <share>', "leave out tokens below this share of the likeliest one's probability; by default 0"),
  numberOption('--repetition-penalty <value>', 'above 1 discourages tokens that were there already; by default 1'),
  repeatedOption('--stop <text>', 'end the answer before this text; may be given several times'),
  wholeNumberOption('--seed <number>', 'the same seed draws the same answer; by default 0'),
  new Option('--json-schema <file>', 'the answer is JSON that fits the schema in this file'),
  new Option('--json', 'print one JSON object instead of streaming the text'),
];

interface AskOptions extends GenerationOptions {
  model?: string;
  image?: string[];
  precision?: Precision;
  device?: DeviceChoice;
  maxTiles?: number;
  json?: boolean;
  jsonSchema?: string;
}

async function ask(question: string, options: AskOptions, context: CommandContext): Promise<number> {
  const { model, image = [], json, jsonSchema, ...rest } = options;
  checkPlaces(question, image.length);
  const request: AskRequest = {
    ...rest,
    ...(jsonSchema !== undefined && { schema: await readSchemaFile(jsonSchema) }),
    model: await modelFolder(model, context),
    turns: [{ role: 'user', text: question, images: image.map(readPageAddress) }],
  };
  const answer = await (json ? askForJson : askStreaming)(request, context);
  if (image.length === 0)
    context.stderr.write('No picture was given (--image FILE): the answer comes from the words alone.\n');
  if (!answer.trained) context.stderr.write('This model is untrained; its answers are noise.\n');
  else if (answer.small) context.stderr.write('This model is very small; it is often wrong.\n');
  return answer.finish === 'cancelled' ? exitCode.cancelled : exitCode.success;
}

/** A place without a picture would be read as text, and answered. */
function checkPlaces(question: string, pictures: number): void {
  const places = question.split(imagePlaceholder).length - 1;
  if (places > pictures) throw new EngineError('prompt/missing-pictures', { places, pictures });
}

async function askForJson(request: AskRequest, context: CommandContext): Promise<Answer> {
  const answer = await follow(request, context, () => undefined);
  context.stdout.write(`${JSON.stringify(inOrder(answer), null, 2)}\n`);
  return answer;
}

async function askStreaming(request: AskRequest, context: CommandContext): Promise<Answer> {
  const { stdout, stderr } = context;
  const answer = await follow(request, context, (text) => stdout.write(text));
  stdout.write('\n');
  if (stderr.isTTY) stderr.write(`${describe(answer)}\n`);
  return answer;
}

/** Asks, and tells on a terminal what happens until the text begins. */
async function follow(
  request: AskRequest,
  { engine, stderr, signal }: CommandContext,
  onText: (text: string) => void,
): Promise<Answer> {
  const status = statusLine(stderr);
  const onProgress = (progress: AskProgress) => {
    status.clear();
    if (progress.kind === 'stage') status.show(stageText(progress));
    else onText(progress.text);
  };
  try {
    return await engine().ask(request, { signal, onProgress });
  } finally {
    status.clear();
  }
}

function stageText({ stage, fraction }: Extract<AskProgress, { kind: 'stage' }>): string {
  const share = fraction === undefined ? '' : ` ${Math.round(fraction * 100)} %`;
  return `${stageNames[stage]}${share} …`;
}

const stageNames: { readonly [stage in Extract<AskProgress, { kind: 'stage' }>['stage']]: string } = {
  queued: 'waiting',
  compiling: 'compiling the model (once)',
  loading: 'loading the model',
  images: 'reading the pictures',
  prefill: 'looking',
};

function describe({ model, device, deviceNote, precision, finish, timings }: Answer): string {
  const rate = `${timings.decodeTokens} tokens, ${timings.tokensPerSecond.toFixed(1)} a second`;
  const note = deviceNote === undefined ? '' : ` (${deviceNote.message})`;
  return `— ${model}, ${precision} on ${device}${note}: ${rate}, ended by ${finish}`;
}

/** The promised keys first, in their order. */
function inOrder(answer: Answer): object {
  const { text, tokenIds, promptTokenIds, embeddingTokenIds, images, model, device, precision, ...rest } = answer;
  const { timings, memoryBytes, deviceNote, ...more } = rest;
  const first = { text, tokenIds, promptTokenIds, embeddingTokenIds, images, model, device, precision };
  return { ...first, timings, memoryBytes, ...more, ...(deviceNote && { deviceNote: deviceNote.message }) };
}
