import type { Command } from 'commander';
import type { DeviceChoice, Precision } from '../api/choices.ts';
import type { Embedding, EmbedRequest } from '../api/spaceApi.ts';
import { writeTensors } from '../checkpoint/writeSafetensors.ts';
import { float32 } from '../tensor/hostTensor.ts';
import { readPageAddress } from '../api/pageAddress.ts';
import type { CommandContext } from './context.ts';
import { exitCode } from './exitCodes.ts';
import { modelFolder } from './modelFolder.ts';
import {
  deviceOption,
  imageOption,
  maxTilesOption,
  modelOption,
  precisionOption,
  wholeNumberOption,
} from './options.ts';

/** `hovle embed`: writes the vectors of pictures and text, one a token. */
export function addEmbed(program: Command, context: CommandContext, end: (code: number) => void): void {
  program
    .command('embed')
    .description('writes one vector a token of pictures and text, with what each token is')
    .addOption(modelOption())
    .addOption(imageOption())
    .option('--text <text>', 'the text')
    .addOption(wholeNumberOption('--layer <number>', '0 is what enters the layers; by default the last holistic one'))
    .addOption(precisionOption())
    .addOption(deviceOption())
    .addOption(maxTilesOption())
    .requiredOption('--out <file>', 'the safetensors file to write')
    .action(async (options: EmbedOptions) => {
      await embed(options, context);
      end(exitCode.success);
    });
}

interface EmbedOptions {
  model?: string;
  image?: string[];
  text?: string;
  layer?: number;
  precision?: Precision;
  device?: DeviceChoice;
  maxTiles?: number;
  out: string;
}

async function embed({ model, image = [], out, ...rest }: EmbedOptions, context: CommandContext): Promise<void> {
  const folder = await modelFolder(model, context);
  const request: EmbedRequest = { ...rest, model: folder, images: image.map(readPageAddress) };
  const embedding = await context.engine().embed(request, { signal: context.signal });
  await writeEmbedding(out, embedding, folder);
  const { tokens, width, layer } = embedding;
  context.stdout.write(`${tokens.length} vectors of ${width} numbers (layer ${layer}) in ${out}\n`);
}

/** The tensor `vectors` [tokens, width]; the metadata tells what each row is. */
async function writeEmbedding(file: string, embedding: Embedding, model: string): Promise<void> {
  const { vectors, width, layer, tokens } = embedding;
  const metadata = { format: 'pt', model, layer: String(layer), tokens: JSON.stringify(tokens) };
  await writeTensors(file, new Map([['vectors', float32([tokens.length, width], vectors)]]), { metadata });
}
