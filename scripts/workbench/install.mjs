import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';

const here = import.meta.dirname;
const home = path.resolve(here, '../../.cache/workbench');
const server = 'node_modules/code-server/lib/vscode';
const pinned = JSON.parse(fs.readFileSync(path.join(here, 'manifest.json'), 'utf8'));

/**
 * The workbench's server and the Node that runs it, installed from the npm registry once and kept in `.cache/workbench`.
 * No compiler is needed: the two native modules without prebuilt binaries are replaced (see `standIns`).
 */
export function installWorkbench() {
  const stamp = path.join(home, 'installed.json');
  if (!fs.existsSync(stamp) || fs.readFileSync(stamp, 'utf8') !== JSON.stringify(pinned)) {
    install();
    fs.writeFileSync(stamp, JSON.stringify(pinned));
  }
  replaceNativeModules();
  return { node: nodeBinary(), entry: path.join(home, 'node_modules/code-server/out/node/entry.js') };
}

function install() {
  console.error('Installing the workbench (about 800 MB, once) …');
  fs.rmSync(home, { recursive: true, force: true });
  fs.mkdirSync(home, { recursive: true });
  fs.writeFileSync(path.join(home, 'package.json'), '{"name":"workbench","private":true}');
  npmInstall(home, [`code-server@${pinned['code-server']}`, ...nodePackages()]);
  // Not `npm ci`: the lock file that the package ships there lacks an entry.
  npmInstall(path.join(home, server), ['--omit=dev']);
}

/** Without a compiler these cannot be built: a log file writer, and a watcher that ends the extension host with its server. */
const standIns = { '@vscode/spdlog': 'logWriter.cjs', '@vscode/native-watchdog': 'watchdog.cjs' };

function replaceNativeModules() {
  for (const [name, file] of Object.entries(standIns)) {
    fs.copyFileSync(path.join(here, file), path.join(home, server, 'node_modules', name, 'index.js'));
  }
}

function npmInstall(folder, args) {
  const quiet = ['--ignore-scripts', '--no-audit', '--no-fund', '--no-update-notifier', '--engine-strict=false'];
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  const result = spawnSync(npm, ['install', ...quiet, ...args], { cwd: folder, encoding: 'utf8' });
  if (result.error) throw new Error('npm is needed to install the workbench.', { cause: result.error });
  if (result.status !== 0) throw new Error(`The workbench could not be installed:\n${result.stderr.slice(-2000)}`);
}

/** The server runs on Node 24 only; where another Node runs this, the registry's copy of the binary is taken. */
const runsHere = Number(process.versions.node.split('.')[0]) === 24;
const nodePackage = `node-${process.platform}-${process.arch}`;
const nodePackages = () => (runsHere ? [] : [`${nodePackage}@${pinned.node}`]);
const nodeBinary = () => (runsHere ? process.execPath : path.join(home, 'node_modules', nodePackage, 'bin/node'));
