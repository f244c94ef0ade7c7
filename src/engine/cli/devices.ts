import type { Command } from 'commander';
import type { CommandContext } from './context.ts';
import { exitCode } from './exitCodes.ts';
import { formatTable } from './table.ts';
import { unlessCancelled } from './unlessCancelled.ts';

/** `hovle devices`: lists where models can run on this machine. */
export function addDevices(program: Command, context: CommandContext, end: (code: number) => void): void {
  program
    .command('devices')
    .description('lists the devices and whether they can be used')
    .action(async () => {
      const devices = await unlessCancelled(context.engine().listDevices(), context.signal);
      const rows = devices.map(({ device, usable, detail }) => [
        device,
        usable ? 'usable' : 'not usable',
        detail.message,
      ]);
      context.stdout.write(formatTable(rows));
      end(exitCode.success);
    });
}
