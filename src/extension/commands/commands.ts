import * as vscode from 'vscode';
import { generateAltText, generateMissingInFile, generateMissingInWorkspace } from '../altText/altCommands.ts';
import { markDecorative } from '../altText/altCommands.ts';
import type { EngineClient } from '../../engine/client/engineClient.ts';
import { importModelFolder } from '../models/importModel.ts';
import type { ModelShelf } from '../models/modelShelf.ts';
import { pickModel } from '../models/pickModel.ts';
import { explainHere } from '../hover/explainHere.ts';
import type { HoverParts } from '../hover/imageHover.ts';
import { presentError } from '../presentError.ts';
import { Scope } from '../scope.ts';
import type { Closable } from '../scope.ts';
import { captionFolder } from './captionFolder.ts';
import { clearCaches } from './clearCaches.ts';
import { compareImages } from './compareImages.ts';
import { askAboutImage, explainImageAs, extractText } from './describeModes.ts';
import { diagnose } from './diagnose.ts';
import { explainImageChange } from './explainChange.ts';
import { explainClipboard } from './explainClipboard.ts';
import { explainImage } from './explainImage.ts';
import type { Explaining } from './explainImage.ts';
import { newNotebook } from './newNotebook.ts';
import { selectDevice } from './selectDevice.ts';
import { showMenu } from './showMenu.ts';
import { startEngine } from './startEngine.ts';

/** What the commands need. */
export interface CommandParts extends Explaining {
  engine: EngineClient;
  models: ModelShelf;
  log: vscode.LogOutputChannel;
  hover: HoverParts;
}

/** Registers every command. What one of them throws is shown to the user. */
export function registerCommands(parts: CommandParts): Closable {
  const { engine, models, settings, log, hover } = parts;
  const commands: { readonly [name: string]: (...args: unknown[]) => unknown } = {
    'hovle.explainImage': (clicked, selected) => explainImage(parts, clicked, selected),
    'hovle.explainHere': (uri, position) => explainHere(hover, uri, position),
    'hovle.generateAltText': (uri, offset) => generateAltText(hover, uri, offset),
    'hovle.refineAltText': (uri, offset) => generateAltText(hover, uri, offset),
    'hovle.markDecorative': (uri, offset) => markDecorative(hover, uri, offset),
    'hovle.generateMissingAltTexts': () => generateMissingInFile(hover),
    'hovle.generateMissingAltTextsInWorkspace': () => generateMissingInWorkspace(hover),
    'hovle.explainImageAs': (clicked, selected) => explainImageAs(parts, clicked, selected),
    'hovle.askAboutImage': (clicked, selected) => askAboutImage(parts, clicked, selected),
    'hovle.extractText': (clicked, selected) => extractText(parts, clicked, selected),
    'hovle.compareImages': (clicked, selected) => compareImages(clicked, selected),
    'hovle.explainImageChange': (clicked) => explainImageChange(clicked),
    'hovle.explainClipboardImage': () => explainClipboard(settings()),
    'hovle.captionFolder': (clicked) => captionFolder(clicked),
    'hovle.newNotebook': () => newNotebook(parts.extensionUri),
    'hovle.exportNotebook': async () => (await import('../notebook/export/exportNotebook.ts')).exportNotebook(),
    'hovle.selectModel': () => pickModel(models, settings().model),
    'hovle.importModelFolder': () => importModelFolder(engine),
    'hovle.selectDevice': () => selectDevice(engine, settings().device),
    'hovle.diagnose': () => diagnose(parts),
    'hovle.startEngine': () => startEngine(engine),
    'hovle.restartEngine': () => engine.restart(),
    'hovle.stopEngine': () => engine.stop(),
    'hovle.showLog': () => log.show(),
    'hovle.clearCaches': () => clearCaches(hover),
    'hovle.showMenu': showMenu,
  };
  const scope = new Scope();
  for (const [name, run] of Object.entries(commands))
    scope.add(vscode.commands.registerCommand(name, presenting(run, log)));
  return scope;
}

function presenting(run: (...args: unknown[]) => unknown, log: vscode.LogOutputChannel) {
  return async (...args: unknown[]) => {
    try {
      await run(...args);
    } catch (error) {
      await presentError(error, log);
    }
  };
}
