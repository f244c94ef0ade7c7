import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { TestContext } from 'node:test';

/** Vulkan on the processor, as Debian's package `chromium` brings it. */
const ofChromium = '/usr/lib/chromium/vk_swiftshader_icd.json';

/**
 * The manifest of a Vulkan driver for tests of the WebGPU kernels: the one that is set, or SwiftShader's. Where there is
 * none the test says so, and fails on machines of a build that could have it.
 */
export function vulkanDriver(context: TestContext): string | undefined {
  const set = process.env['VK_DRIVER_FILES'] ?? process.env['VK_ICD_FILENAMES'];
  if (set) return set;
  if (existsSync(ofChromium) && hasLoader()) return ofChromium;
  const reason = `Nothing was tested: ${ofChromium} or libvulkan.so.1 is missing (apt-get install chromium libvulkan1).`;
  const couldHaveIt = existsSync('/usr/bin/apt-get') || existsSync('/usr/bin/chromium');
  if (process.env['CI'] === 'true' && couldHaveIt) throw new Error(reason);
  context.diagnostic(reason);
  return undefined;
}

function hasLoader(): boolean {
  const folders = ['/usr/lib', '/lib', '/usr/lib/x86_64-linux-gnu', '/lib/x86_64-linux-gnu', '/usr/lib64'];
  return folders.some((folder) => existsSync(`${folder}/libvulkan.so.1`));
}

export interface SuiteResult {
  readonly name: string;
  readonly passed: boolean;
}

/** The results of a file of tests in a process of its own: the driver is chosen before a process starts. */
export async function runSuite(suite: string, driver: string): Promise<{ results: SuiteResult[]; output: string }> {
  const { output } = await runWithDriver([...testing, fileURLToPath(new URL(suite, import.meta.url))], driver);
  const lines = [...output.matchAll(/^(not )?ok \d+ - (.*?)(?: # .*)?$/gm)];
  return { results: lines.map(([, failed, name = '']) => ({ name, passed: failed === undefined })), output };
}

const testing = ['--import', 'tsx', '--test', '--test-reporter=tap'];

export interface Run {
  readonly code: number | null;
  readonly output: string;
  readonly errors: string;
}

/** Runs Node with arguments where Vulkan has this driver; '' is none. */
export function runWithDriver(args: readonly string[], driver: string): Promise<Run> {
  const { NODE_TEST_CONTEXT: _, ...env } = process.env;
  const child = spawn(process.execPath, args, { env: { ...env, VK_DRIVER_FILES: driver, VK_ICD_FILENAMES: driver } });
  const chunks: { out: Buffer[]; err: Buffer[] } = { out: [], err: [] };
  child.stdout.on('data', (data: Buffer) => chunks.out.push(data));
  child.stderr.on('data', (data: Buffer) => chunks.err.push(data));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => {
      const [output, errors] = [Buffer.concat(chunks.out).toString(), Buffer.concat(chunks.err).toString()];
      resolve({ code, output, errors });
    });
  });
}
