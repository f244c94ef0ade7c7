import * as vscode from 'vscode';
import type { EngineClient } from '../../engine/client/engineClient.ts';
import type { HoverParts } from '../hover/hoverParts.ts';
import type { ModelShelf } from '../models/modelShelf.ts';
import { presentError } from '../presentError.ts';
import { Scope } from '../scope.ts';
import type { Closable } from '../scope.ts';
import type { Explaining } from './explainImage.ts';

/** What the commands need. */
export interface CommandParts extends Explaining {
  extensionUri: vscode.Uri;
  engine: EngineClient;
  models: ModelShelf;
  log: vscode.LogOutputChannel;
  hover: HoverParts;
}

/** Registers every command. What one of them throws is shown to the user. */
export function registerCommands(parts: CommandParts): Closable {
  const { engine, models, settings, log, hover } = parts;
  // What a command does is loaded when somebody runs it.
  const commands: { readonly [name: string]: (...args: unknown[]) => unknown } = {
    'hovle.explainImage': async (clicked, selected) =>
      (await import('./explainImage.ts')).explainImage(parts, clicked, selected),
    'hovle.explainHere': async (uri, position) =>
      (await import('../hover/explainHere.ts')).explainHere(hover, uri, position),
    'hovle.generateAltText': async (uri, offset) =>
      (await import('../altText/altCommands.ts')).generateAltText(hover, uri, offset),
    'hovle.refineAltText': async (uri, offset) =>
      (await import('../altText/altCommands.ts')).generateAltText(hover, uri, offset),
    'hovle.markDecorative': async (uri, offset) =>
      (await import('../altText/altCommands.ts')).markDecorative(hover, uri, offset),
    'hovle.generateMissingAltTexts': async () =>
      (await import('../altText/missingAltTexts.ts')).generateMissingInFile({ ...hover, log }),
    'hovle.generateMissingAltTextsInWorkspace': async () =>
      (await import('../altText/missingAltTexts.ts')).generateMissingInWorkspace({ ...hover, log }),
    'hovle.explainImageAs': async (clicked, selected) =>
      (await import('./describeModes.ts')).explainImageAs(parts, clicked, selected),
    'hovle.askAboutImage': async (clicked, selected) =>
      (await import('./describeModes.ts')).askAboutImage(parts, clicked, selected),
    'hovle.extractText': async (clicked, selected) =>
      (await import('./describeModes.ts')).extractText(parts, clicked, selected),
    'hovle.compareImages': async (clicked, selected) =>
      (await import('./compareImages.ts')).compareImages(parts, clicked, selected),
    'hovle.explainImageChange': async (clicked) =>
      (await import('./explainChange.ts')).explainImageChange(parts, clicked),
    'hovle.explainClipboardImage': async () => (await import('./explainClipboard.ts')).explainClipboard(settings()),
    'hovle.explainOutput': async (clicked) => (await import('./explainOutput.ts')).explainOutput(settings(), clicked),
    'hovle.captionFolder': async (clicked) => (await import('./captionFolder.ts')).captionFolder(models, clicked),
    'hovle.newNotebook': async () => (await import('./newNotebook.ts')).newNotebook(parts.extensionUri),
    'hovle.exportNotebook': async () => (await import('../notebook/export/exportNotebook.ts')).exportNotebook(),
    'hovle.selectModel': async () => (await import('../models/pickModel.ts')).pickModel(models, settings().model),
    'hovle.importModelFolder': async () => (await import('../models/importModel.ts')).importModelFolder(engine),
    'hovle.selectDevice': async () => (await import('./selectDevice.ts')).selectDevice(engine, settings().device),
    'hovle.diagnose': async () => (await import('./diagnose.ts')).diagnose(parts),
    'hovle.startEngine': async () => (await import('./startEngine.ts')).startEngine(engine),
    'hovle.restartEngine': () => engine.restart(),
    'hovle.stopEngine': () => engine.stop(),
    'hovle.showLog': () => log.show(),
    'hovle.clearCaches': async () => (await import('./clearCaches.ts')).clearCaches({ ...hover, engine }),
    'hovle.showMenu': async () => (await import('./showMenu.ts')).showMenu(),
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
