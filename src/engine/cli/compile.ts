import { type Command, Option } from 'commander';
import { type Precision, precisions } from '../api/choices.ts';
import type { CompileProgress, CompileReport } from '../api/modelApi.ts';
import type { CommandContext } from './context.ts';
import { exitCode } from './exitCodes.ts';
import { formatBytes } from './formatSizes.ts';
import { modelFolder } from './modelFolder.ts';
import { statusLine } from './statusLine.ts';
import { formatTable } from './table.ts';

/** `hovle compile`: makes a checkpoint runnable and reports what the precision costs. */
export function addCompile(program: Command, context: CommandContext, end: (code: number) => void): void {
  program
    .command('compile')
    .description('compiles a checkpoint and reports the error that its precision brings')
    .argument('<folder>', 'the checkpoint, or the name of a shipped model')
    .addOption(
      new Option('--precision <precision>', 'number format of the weights')
        .choices(precisions)
        .default('int4' satisfies Precision),
    )
    .option(
      '--out <folder>',
      'where the compiled model goes, to be measured or looked at; by default the cache, from which it is run',
    )
    .action(async (folder: string, options: { precision: Precision; out?: string }) => {
      await compile(folder, options, context);
      end(exitCode.success);
    });
}

async function compile(
  folder: string,
  options: { precision: Precision; out?: string },
  context: CommandContext,
): Promise<void> {
  const { engine, stdout, stderr, signal } = context;
  const checkpoint = await modelFolder(folder, context);
  const status = statusLine(stderr);
  const onProgress = ({ step, fraction }: CompileProgress) => {
    status.show(`${Math.round(fraction * 100)} % ${step}`);
  };
  const compiling = engine().compile({ checkpoint, ...options }, { signal, onProgress });
  stdout.write(describe(await compiling.finally(() => status.clear())));
}

function describe(report: CompileReport): string {
  const { folder, precision, sizeBytes, elapsedMs, layers, logits } = report;
  const summary = `${folder}\n${precision}, ${formatBytes(sizeBytes)}, ${(elapsedMs / 1000).toFixed(1)} s\n`;
  const errors = layers.map(({ parameter, kind, relativeError }) => [relativeError.toExponential(2), kind, parameter]);
  const table = layers.length === 0 ? '' : `\n${formatTable([['error', 'kind', 'parameter'], ...errors])}`;
  return `${summary}${table}${logits ? describeLogits(logits) : ''}`;
}

function describeLogits({
  relativeError,
  maxAbsoluteError,
  top1Agreement,
}: NonNullable<CompileReport['logits']>): string {
  return (
    `\nLogits against fp32: relative error ${relativeError.toExponential(2)}, ` +
    `at most ${maxAbsoluteError.toPrecision(3)} apart, likeliest token equal in ${(top1Agreement * 100).toFixed(1)} % of places\n`
  );
}
