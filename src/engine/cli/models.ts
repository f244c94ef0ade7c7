import type { Command } from 'commander';
import { EngineError } from '../api/errors.ts';
import type { ModelSummary } from '../api/modelApi.ts';
import type { CommandContext } from './context.ts';
import { exitCode } from './exitCodes.ts';
import { formatCount } from './formatSizes.ts';
import { isFolder } from './modelFolder.ts';
import { formatTable } from './table.ts';
import { unlessCancelled } from './unlessCancelled.ts';

/** `hovle models`: lists the models in folders. */
export function addModels(program: Command, context: CommandContext, end: (code: number) => void): void {
  program
    .command('models')
    .description(
      'lists the models in the folders or one level below, and what came out of runs there; by default those shipped and those here',
    )
    .argument('[folders...]')
    .action(async (folders: string[]) => {
      const found = context.engine().listModels(await searched(folders, context));
      const models = await unlessCancelled(found, context.signal);
      context.stdout.write(models.length === 0 ? 'No models found.\n' : formatTable([titles, ...models.map(row)]));
      end(exitCode.success);
    });
}

async function searched(folders: string[], { shippedModels }: CommandContext): Promise<string[]> {
  for (const folder of folders) if (!(await isFolder(folder))) throw new EngineError('disk/missing', { file: folder });
  if (folders.length > 0) return folders;
  return (await isFolder(shippedModels)) ? [shippedModels, process.cwd()] : [process.cwd()];
}

const titles = ['name', 'layout', 'parameters', 'trained', 'compiled', 'folder'];

function row({ name, layout, parameterCount, trained, compiled, folder }: ModelSummary): string[] {
  const formats = compiled.join(' ') || '-';
  return [name, layout, formatCount(parameterCount), trained ? 'yes' : 'no', formats, folder];
}
