import * as vscode from 'vscode';
import type { EngineApi } from '../../engine/api/engineApi.ts';
import { localise } from '../localise.ts';
import { localisedMessage } from '../localisedMessage.ts';
import { chooseDevice } from '../settings/editorSettings.ts';

/** *Select Device…*: where the model runs; says of each device what it is, or why it cannot be used. */
export async function selectDevice(engine: EngineApi, chosen: string): Promise<void> {
  const choice = await vscode.window.showQuickPick(listDevices(engine, chosen), {
    title: vscode.l10n.t('HoVLE: Select Device'),
    placeHolder: vscode.l10n.t('Where the model runs'),
    matchOnDetail: true,
  });
  if (choice?.usable) await chooseDevice(choice.device);
  else if (choice) void vscode.window.showWarningMessage(localise('{0}: {1}', choice.device, choice.detail));
}

interface DeviceItem extends vscode.QuickPickItem {
  device: string;
  usable: boolean;
  /** What it is, or why it cannot be used. */
  detail: string;
}

async function listDevices(engine: EngineApi, chosen: string): Promise<DeviceItem[]> {
  const automatic = { device: 'auto', usable: true, detail: vscode.l10n.t('The fastest one that works here.') };
  const named = (await engine.listDevices()).map((one) => ({ ...one, detail: localisedMessage(one.detail) }));
  return [automatic, ...named].map(({ device, usable, detail }) => {
    const icon = device === chosen ? 'check' : usable ? 'chip' : 'circle-slash';
    return { label: `$(${icon}) ${device}`, detail, device, usable };
  });
}
