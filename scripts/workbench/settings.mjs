import fs from 'node:fs';
import path from 'node:path';

/** A workbench that shows the extension and nothing else: no welcome pages, no tips, no updates, nothing sent anywhere. */
export const quietSettings = {
  'chat.disableAIFeatures': true,
  'extensions.autoCheckUpdates': false,
  'extensions.autoUpdate': false,
  'extensions.ignoreRecommendations': true,
  'git.enabled': false,
  'security.workspace.trust.enabled': false,
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  'window.commandCenter': false,
  'workbench.enableExperiments': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  'workbench.welcomePage.walkthroughs.openOnInstall': false,
};

/**
 * Writes settings where the editor looks for them: what depends on the machine lies apart from what follows the user. What is
 * there already stays, unless `changes` name it; undefined removes a setting.
 */
export function writeSettings(userData, changes) {
  for (const kept of ['User', 'Machine']) {
    const file = path.join(userData, kept, 'settings.json');
    const before = fs.existsSync(file) ? JSON.parse(fs.readFileSync(file, 'utf8')) : {};
    const own = Object.entries(changes).filter(([name]) => isOfMachine(name) === (kept === 'Machine'));
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, JSON.stringify({ ...before, ...Object.fromEntries(own) }));
  }
}

function isOfMachine(name) {
  const manifest = JSON.parse(fs.readFileSync(path.join(import.meta.dirname, '..', '..', 'package.json'), 'utf8'));
  const scope = manifest.contributes.configuration.properties[name]?.scope;
  return scope === 'machine' || scope === 'machine-overridable';
}
