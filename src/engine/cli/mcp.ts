import type { Command } from 'commander';
import type { DeviceChoice, Precision } from '../api/choices.ts';
import { readWordings } from '../hub/readWordings.ts';
import type { CommandContext } from './context.ts';
import { exitCode } from './exitCodes.ts';
import { imageRoots } from './imageRoots.ts';
import { serveTools } from './mcpServer.ts';
import { modelFolder } from './modelFolder.ts';
import {
  deviceOption,
  maxTilesOption,
  modelOption,
  precisionOption,
  repeatedOption,
  wholeNumberOption,
} from './options.ts';
import { programVersion } from './packageFolder.ts';

/** `hovle mcp`: answers questions about pictures for programs that speak the Model Context Protocol. */
export function addMcp(program: Command, context: CommandContext, end: (code: number) => void): void {
  const command = program
    .command('mcp')
    .description('serves tools about pictures over standard input and output (Model Context Protocol)')
    .addOption(
      repeatedOption('--root <folder>', 'pictures are read below this folder only; by default the current one'),
    )
    .addOption(wholeNumberOption('--max-tokens <count>', 'most tokens of an answer').default(512));
  for (const option of [modelOption(), precisionOption(), deviceOption(), maxTilesOption()]) command.addOption(option);
  command.action(async (options: McpOptions) => {
    await serve(options, context);
    end(exitCode.success);
  });
}

interface McpOptions {
  root?: string[];
  model?: string;
  precision?: Precision;
  device?: DeviceChoice;
  maxTiles?: number;
  maxTokens: number;
}

/** Ends when the client closes its side, or with Ctrl+C. */
async function serve({ root = [process.cwd()], model, ...generation }: McpOptions, context: CommandContext) {
  const folder = await modelFolder(model, context);
  const wordings = await readWordings(folder);
  const engine = context.servedEngine();
  await serveTools({
    version: programVersion(),
    signal: context.signal,
    openImage: await imageRoots(root),
    wordings: () => Promise.resolve(wordings),
    compareImages: (request) => engine.compareImages(request),
    ask: ({ question, occasion, images }, options) => {
      const turns = [{ role: 'user' as const, text: (occasion && wordings[occasion]) ?? question, images }];
      return engine.ask({ ...generation, model: folder, turns }, options);
    },
  });
}
