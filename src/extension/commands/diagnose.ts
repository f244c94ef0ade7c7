import { arch, freemem, platform, release, totalmem } from 'node:os';
import * as vscode from 'vscode';
import type { EngineApi } from '../../engine/api/engineApi.ts';
import { errorText } from '../errorText.ts';
import { localise } from '../localise.ts';
import { localisedMessage } from '../localisedMessage.ts';
import type { ModelShelf } from '../models/modelShelf.ts';
import type { Settings } from '../settings/settings.ts';

/** What a diagnosis looks at. */
interface DiagnosisParts {
  engine: EngineApi;
  models: ModelShelf;
  settings: () => Settings;
}

/** *Diagnose*: what there is and what works, as a document that can be read and sent. Names of folders are in it. */
export async function diagnose({ engine, models, settings }: DiagnosisParts): Promise<void> {
  const sections = await Promise.all([
    section(vscode.l10n.t('Machine'), async () => machine()),
    section(vscode.l10n.t('Engine'), async () => objectLines(await engine.status())),
    section(vscode.l10n.t('Devices'), async () =>
      (await engine.listDevices()).map(({ device, usable, detail }) => line(usable, device, localisedMessage(detail))),
    ),
    section(vscode.l10n.t('Models'), async () =>
      (await models.list()).map(({ name, folder, problem }) =>
        line(!problem, name, problem ? localisedMessage(problem) : folder),
      ),
    ),
    section(vscode.l10n.t('Settings'), async () => objectLines(settings())),
  ]);
  const content = `# HoVLE\n\n${sections.join('\n')}`;
  await vscode.window.showTextDocument(await vscode.workspace.openTextDocument({ language: 'markdown', content }));
}

const line = (works: boolean, name: string, about: string) =>
  `${works ? '✔' : '✖'} ${localise('{0}: {1}', name, about)}`;

/** A part that fails says why; the others are still shown. */
async function section(title: string, read: () => Promise<string[]>): Promise<string> {
  const lines = await read().catch((error: unknown) => [`✖ ${errorText(error)}`]);
  return `## ${title}\n\n${lines.map((line) => `- ${line}\n`).join('')}`;
}

function machine(): string[] {
  const gigabytes = (bytes: number) => `${(bytes / 1e9).toFixed(1)} GB`;
  return [
    `HoVLE ${version()}`,
    `${vscode.env.appName} ${vscode.version}, ${vscode.env.appHost}${vscode.env.remoteName ? `, ${vscode.env.remoteName}` : ''}`,
    `${platform()} ${arch()} ${release()}, Node.js ${process.versions.node}`,
    vscode.l10n.t('{0} of {1} memory free', gigabytes(freemem()), gigabytes(totalmem())),
  ];
}

/** Every manifest of an extension has one. */
const version = () =>
  (vscode.extensions.getExtension('hovle.hovle')?.packageJSON as { version: string } | undefined)?.version ?? '';

const objectLines = (value: object) => Object.entries(value).map(([name, one]) => `${name}: ${JSON.stringify(one)}`);
