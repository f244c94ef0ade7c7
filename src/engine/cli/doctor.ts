import type { Command } from 'commander';
import { defaultCacheFolder } from '../compile/modelCache.ts';
import { EngineError } from '../api/errors.ts';
import type { CommandContext } from './context.ts';
import { exitCode } from './exitCodes.ts';
import { formatBytes } from './formatSizes.ts';
import { modelFolder } from './modelFolder.ts';
import { formatTable } from './table.ts';
import { unlessCancelled } from './unlessCancelled.ts';

/** `hovle doctor`: checks what the engine needs, one line each. */
export function addDoctor(program: Command, context: CommandContext, end: (code: number) => void): void {
  program
    .command('doctor')
    .description('checks what is needed here, and says what to do where something is missing')
    .option('--model <folder or name>', 'the model to look for')
    .action(async ({ model }: { model?: string }) => {
      const examined = Object.entries(checks).map(async ([name, check]) => ({
        name,
        ...(await examine(check, context, model)),
      }));
      const findings = await unlessCancelled(Promise.all(examined), context.signal);
      context.stdout.write(formatTable(findings.map(({ name, ok, detail }) => [ok ? 'ok' : 'problem', name, detail])));
      end(findings.every(({ ok }) => ok) ? exitCode.success : exitCode.unexpected);
    });
}

interface Finding {
  ok: boolean;
  /** What was found; where there is a problem, also what to do. */
  detail: string;
}

type Check = (context: CommandContext, model: string | undefined) => Finding | Promise<Finding>;

/** Enough for a compiled model of the published size and a question about a picture. */
const neededMemoryBytes = 2.5e9;
const neededDiskBytes = 4e9;

const checks: Readonly<Record<string, Check>> = {
  node: ({ system }) => {
    const ok = Number.parseInt(system.nodeVersion.slice(1), 10) >= 20;
    return { ok, detail: ok ? system.nodeVersion : `${system.nodeVersion}: install Node.js 20 or newer` };
  },
  platform: ({ system: { platform, architecture } }) => {
    const name = `${platform} ${architecture}`;
    const ok = supportedPlatforms.includes(name);
    return { ok, detail: ok ? name : `${name}: the runtime exists for ${supportedPlatforms.join(', ')}` };
  },
  memory: ({ system }) => {
    const free = system.freeMemoryBytes();
    const found = `${formatBytes(free)} free of ${formatBytes(system.totalMemoryBytes())}`;
    const ok = free >= neededMemoryBytes;
    return { ok, detail: ok ? found : `${found}: close other programs, and use a small model or --precision int4` };
  },
  disk: async ({ system, environment }) => {
    const folder = defaultCacheFolder(system.platform, environment);
    const free = await system.freeDiskBytes(folder);
    const found = `${formatBytes(free)} free for ${folder}`;
    if (!(await system.mayWrite(folder)))
      return { ok: false, detail: `${folder}: there is no permission to write there` };
    const ok = free >= neededDiskBytes;
    return { ok, detail: ok ? found : `${found}: free some space there` };
  },
  devices: async ({ engine }) => {
    const usable = (await engine().listDevices()).filter((device) => device.usable).map(({ device }) => device);
    const ok = usable.length > 0;
    return { ok, detail: ok ? usable.join(', ') : 'none can be used: install the program again' };
  },
  model: async (context, named) => {
    const folder = await modelFolder(named, context);
    const [model] = await context.engine().listModels([folder]);
    if (!model) return { ok: false, detail: `${folder} holds no model: name another folder with --model` };
    return { ok: true, detail: `${folder}${model.trained ? '' : ' (untrained: its answers are noise)'}` };
  },
};

/** What the native runtime is published for. */
const supportedPlatforms = ['linux x64', 'linux arm64', 'win32 x64', 'win32 arm64', 'darwin arm64'];

/** A check that fails is a finding too: its error says what to do. */
async function examine(check: Check, context: CommandContext, model: string | undefined): Promise<Finding> {
  try {
    return await check(context, model);
  } catch (error) {
    if (!(error instanceof EngineError)) throw error;
    return { ok: false, detail: error.message };
  }
}
