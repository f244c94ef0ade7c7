import type { Command } from 'commander';
import { EngineError } from '../api/errors.ts';
import type { ClearedModel, CompiledModel } from '../api/modelApi.ts';
import type { CommandContext } from './context.ts';
import { exitCode } from './exitCodes.ts';
import { formatBytes } from './formatSizes.ts';
import { formatTable } from './table.ts';

/** `hovle cache`: tells what compiled models take on the disk, and removes them. */
export function addCache(program: Command, context: CommandContext, end: (code: number) => void): void {
  program
    .command('cache')
    .description('lists the compiled models that are kept; a model that is removed is compiled again when it is asked')
    .option('--clear [models...]', 'remove those of these models, or all; one that is in use stays')
    .action(async ({ clear }: { clear?: true | string[] }) => {
      await (clear === undefined ? list(context) : remove(clear === true ? undefined : clear, context));
      end(exitCode.success);
    });
}

async function list({ engine, stdout }: CommandContext): Promise<void> {
  const models = await engine().listCompiled();
  const bytes = formatBytes(totalBytes(models));
  if (models.length === 0) stdout.write(nothing);
  else stdout.write(`${formatTable([titles, ...models.map(row)])}\n${bytes} in all\n`);
}

async function remove(names: string[] | undefined, { engine, stdout }: CommandContext): Promise<void> {
  const models = await engine().listCompiled();
  const ids = names?.flatMap((name) => idsOf(name, models));
  const cleared = await engine().clearCompiled(ids ? { ids } : {});
  const bytes = formatBytes(totalBytes(cleared.filter(({ outcome }) => outcome === 'removed')));
  if (cleared.length === 0) stdout.write(nothing);
  else stdout.write(`${formatTable([[...titles, 'outcome'], ...cleared.map(outcomeRow)])}\n${bytes} removed\n`);
}

const nothing = 'No compiled models are kept.\n';

/** Several of one model: one for each number format. */
function idsOf(name: string, models: readonly CompiledModel[]): string[] {
  const found = models.filter(({ id, model }) => name === id || name === model).map(({ id }) => id);
  if (found.length > 0) return found;
  throw new EngineError('request/not-compiled', {
    model: name,
    known: [...new Set(models.map(({ model }) => model))],
  });
}

const titles = ['model', 'format', 'size', 'checkpoint'];

function row({ model, precision, sizeBytes, checkpoint }: CompiledModel): string[] {
  return [model, precision, formatBytes(sizeBytes), checkpoint ?? '-'];
}

const outcomeRow = (model: ClearedModel): string[] => [...row(model), outcomes[model.outcome]];

const outcomes: { readonly [outcome in ClearedModel['outcome']]: string } = {
  removed: 'removed',
  'in use': 'left: it is in use',
  compiling: 'left: it is being compiled',
};

const totalBytes = (models: readonly CompiledModel[]) => models.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
