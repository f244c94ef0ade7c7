import { Command, CommanderError } from 'commander';
import { EngineError, hasCode, isEngineError } from '../api/errors.ts';
import { addAsk } from './ask.ts';
import { addCache } from './cache.ts';
import { addCompile } from './compile.ts';
import type { CliContext, CliEngine, CommandContext } from './context.ts';
import { addDevices } from './devices.ts';
import { addDoctor } from './doctor.ts';
import { addEmbed } from './embed.ts';
import { describeExitCodes, exitCode, exitCodeOf } from './exitCodes.ts';
import { addMcp } from './mcp.ts';
import { addModels } from './models.ts';
import { programVersion } from './packageFolder.ts';
import { addTrain } from './train.ts';

/** Runs one command line (without program and script). Resolves to the exit code; nothing is left running. */
export async function runCli(words: readonly string[], context: CliContext): Promise<number> {
  let engine: CliEngine | undefined;
  let code: number = exitCode.success;
  const program = newProgram(context);
  const writeLog = (line: string) => {
    if (program.opts<{ verbose?: boolean }>().verbose) context.stderr.write(`${line}\n`);
  };
  const commandContext: CommandContext = {
    ...context,
    engine: () => (engine ??= context.createEngine(writeLog)),
    servedEngine: () => (engine ??= context.serveEngine(writeLog)),
  };
  for (const add of commands) add(program, commandContext, (result) => (code = result));
  try {
    await program.parseAsync(words, { from: 'user' });
    return code;
  } catch (error) {
    return report(error, context);
  } finally {
    await engine?.close();
  }
}

/** Adds a command to the program. Its end is reported as an exit code, unless it throws. */
export type AddCommand = (program: Command, context: CommandContext, end: (code: number) => void) => void;

const commands: readonly AddCommand[] = [
  addAsk,
  addCompile,
  addEmbed,
  addModels,
  addCache,
  addMcp,
  addTrain,
  addDevices,
  addDoctor,
];

function newProgram({ stdout, stderr }: CliContext): Command {
  return new Command('hovle')
    .description('Asks a vision-language model about pictures, on this machine.')
    .version(programVersion())
    .option('--verbose', "write the engine's log to standard error")
    .addHelpText('after', `\n${describeExitCodes()}`)
    .showHelpAfterError('--help lists the commands and their options.')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => void stdout.write(text),
      writeErr: (text) => void stderr.write(text),
    });
}

function report(error: unknown, { stderr }: CliContext): number {
  // Commander has written its own message, or the help that was asked for.
  if (error instanceof CommanderError) return error.exitCode === 0 ? exitCode.success : exitCode.usage;
  if (isEngineError(error)) {
    stderr.write(`${sentenceOf(error)}\n`);
    return exitCodeOf(error.code);
  }
  stderr.write(`Unexpected: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  return exitCode.unexpected;
}

/** Options of an answer are called as they are given here. */
function sentenceOf(error: EngineError): string {
  if (!hasCode(error, 'generation/bad-option')) return error.message;
  const option = `--${error.details.option.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
  return new EngineError('generation/bad-option', { ...error.details, option }).message;
}
