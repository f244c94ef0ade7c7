import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Browser } from 'playwright-core';

/** A program with a `run()` for the extension host, and the unpacked extension that is developed there. */
export interface HostProgram {
  extension: string;
  entry: string;
  /** Takes what the program prints, with whatever else the extension host prints. */
  print: (line: string) => void;
}

/** Runs a program inside the extension host of a workbench; returns its exit code. The server needs `hostArguments`. */
export async function runInExtensionHost(browser: Browser, url: string, program: HostProgram): Promise<number> {
  const page = await browser.newPage();
  const remote = (file: string) => `vscode-remote://${new URL(url).host}${encodeURI(path.resolve(file))}`;
  const payload = {
    extensionDevelopmentPath: remote(program.extension),
    extensionTestsPath: remote(program.entry),
  };
  const code = new Promise<number>((resolve) => void page.exposeFunction('codeAutomationExit', resolve));
  await page.exposeFunction('codeAutomationLog', (_kind: string, [line]: unknown[]) => program.print(String(line)));
  const address = `${url}&payload=${encodeURIComponent(JSON.stringify(Object.entries(payload)))}`;
  await page.goto(address, { timeout: timeoutMs });
  const timeout = sleep(timeoutMs, undefined, { ref: false }).then(() =>
    Promise.reject(new Error('The program in the extension host does not end.')),
  );
  try {
    return await Promise.race([code, timeout]);
  } finally {
    await page.close();
  }
}

/** The built product takes an extension and a program from the address only where its own tests may drive it. */
export const hostArguments = ['--vscode-option', 'enable-smoke-test-driver'];

const timeoutMs = 360_000;
