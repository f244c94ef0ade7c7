import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { installExtension } from './workbench/extension.mjs';
import { installWorkbench } from './workbench/install.mjs';
import { quietSettings, writeSettings } from './workbench/settings.mjs';

/**
 * Serves a real VS Code workbench on loopback with one extension installed, for `npm start` and for the tests of the editor.
 * Needs no password because nothing but this machine can reach it. `stop` ends every process it started; so does the death of this one.
 *
 * @param {object} options
 * @param {string} options.workspace folder or notebook's folder to open
 * @param {string} options.extension unpacked extension folder, or a .vsix
 * @param {string} [options.notebook] opened when a window starts with nothing open
 * @param {number} [options.port] a free one by default
 * @param {string} [options.userData] where settings and logs live; by default a folder that `stop` removes
 * @param {Record<string, unknown>} [options.settings] user settings beside the quiet ones
 * @param {NodeJS.ProcessEnv} [options.env] added to the environment of the extension host
 * @param {boolean} [options.isTrusted] whether what lies in the workspace is trusted, as it is by default
 * @param {readonly string[]} [options.serverArguments] passed on to the server
 * @returns {Promise<{ url: string, userData: string, stop: () => Promise<void> }>}
 */
export async function serveWorkbench(options) {
  const { workspace, extension, notebook, port, userData, settings = {}, env = {}, serverArguments = [] } = options;
  const trust = options.isTrusted === false ? [] : ['--disable-workspace-trust'];
  const { node, entry } = await installWorkbench();
  const home = userData ?? fs.mkdtempSync(path.join(os.tmpdir(), 'hovle-workbench-'));
  const cleanUp = userData ? () => undefined : () => fs.rmSync(home, { recursive: true, force: true, maxRetries: 5 });
  const base = [entry, ...prepareHome(home, settings)];
  const surroundings = { ...process.env, ...isolated(home), HOVLE_WORKBENCH_OPEN: notebook, ...env };
  delete surroundings['VSCODE_IPC_HOOK_CLI'];
  const place = { node, base, env: surroundings, folder: path.join(home, 'extensions') };
  installExtension(extension, place);
  if (notebook) installExtension(path.join(import.meta.dirname, 'workbench', 'opener'), place);
  const address = `127.0.0.1:${port ?? (await freePort())}`;
  const command = [node, ...base, ...serverOptions(address), ...trust, ...serverArguments];
  const server = startServer(command, surroundings, path.join(home, 'server.log'));
  const stop = async () => {
    await server.stop();
    cleanUp();
  };
  await untilHealthy(address, server).catch(async (error) => {
    await stop();
    throw error;
  });
  return { url: `http://${address}/?folder=${encodeURIComponent(path.resolve(workspace))}`, userData: home, stop };
}

/** Writes the settings a first start lacks; returns the options that point the server at this home. */
function prepareHome(home, settings) {
  const userData = path.join(home, 'user-data');
  const isFirst = !fs.existsSync(path.join(userData, 'User', 'settings.json'));
  if (isFirst) writeSettings(userData, { ...quietSettings, ...settings });
  const config = path.join(home, 'config.yaml');
  fs.writeFileSync(config, 'auth: none\n');
  const extensions = path.join(home, 'extensions');
  return ['--config', config, '--user-data-dir', userData, '--extensions-dir', extensions];
}

/**
 * Keeps the user's own configuration of the server untouched, and the marketplace off.
 * @returns {NodeJS.ProcessEnv}
 */
function isolated(home) {
  return {
    XDG_CONFIG_HOME: path.join(home, 'config'),
    XDG_DATA_HOME: path.join(home, 'data'),
    EXTENSIONS_GALLERY: '{}',
  };
}

function serverOptions(address) {
  return [
    ...['--auth', 'none', '--bind-addr', address],
    ...['--disable-telemetry', '--disable-update-check'],
    ...['--ignore-last-opened', '--disable-getting-started-override'],
  ];
}

/** Starts the server under a guard that leads the process group and ends it when this process stops or dies. */
function startServer(command, env, logFile) {
  const log = fs.openSync(logFile, 'a');
  const guardFile = path.join(import.meta.dirname, 'workbench', 'guard.mjs');
  const guard = spawn(process.execPath, [guardFile, ...command], { env, stdio: ['pipe', log, log], detached: true });
  fs.closeSync(log);
  const ended = once(guard, 'exit');
  return {
    logFile,
    isRunning: () => guard.exitCode === null && guard.signalCode === null,
    stop: async () => {
      guard.stdin?.end();
      await ended;
    },
  };
}

async function untilHealthy(address, server) {
  const deadline = Date.now() + 60_000;
  while (!(await isHealthy(address))) {
    if (!server.isRunning() || Date.now() > deadline) {
      throw new Error(`The workbench did not start:\n${fs.readFileSync(server.logFile, 'utf8').slice(-2000)}`);
    }
    await sleep(100);
  }
}

/** A refused connection only says that the server does not listen yet. */
const isHealthy = (address) =>
  fetch(`http://${address}/healthz`).then(
    (answer) => answer.ok,
    () => false,
  );

async function freePort() {
  const probe = net.createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  // A server on a port, not on a socket's path, has an address of this form.
  const { port } = /** @type {net.AddressInfo} */ (probe.address());
  probe.close();
  await once(probe, 'close');
  return port;
}
