import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import * as vscode from 'vscode';
import type { Claims } from '../claims.ts';

/** What chats, agents and other extensions get, asked through the editor's API. */
export const chatClaims: Claims = {
  'the models on this machine are offered to chats, with their own limits': async () => {
    const model = await untrainedModel();
    assert.deepEqual([model.vendor, model.family], ['hovle', 'hovle']);
    // The shipped model keeps 4096 tokens in mind, of which an answer may take 512.
    assert.equal(model.maxInputTokens, 4096 - 512);
  },

  'a picture and a question are answered piece by piece': async () => {
    const model = await untrainedModel();
    const picture = vscode.LanguageModelDataPart.image(picturePng(), 'image/png');
    const message = vscode.LanguageModelChatMessage.User([picture, new vscode.LanguageModelTextPart('What is it?')]);
    const response = await model.sendRequest([message], { justification: 'a test' });
    const pieces: string[] = [];
    for await (const piece of response.text) pieces.push(piece);
    assert.ok(pieces.length > 3, `There were ${pieces.length} pieces.`);
    assert.ok(pieces.join('').length > 10);
  },

  'an answer that is cancelled ends at once, with the words that came': async () => {
    const model = await untrainedModel();
    const stop = new vscode.CancellationTokenSource();
    const message = vscode.LanguageModelChatMessage.User('Count the stars.');
    const options = { justification: 'a test', modelOptions: { maxTokens: 512 } };
    const response = await model.sendRequest([message], options, stop.token);
    const pieces: string[] = [];
    const read = async () => {
      for await (const piece of response.text) {
        pieces.push(piece);
        stop.cancel();
      }
    };
    await read().catch((error: unknown) => assert.ok(error instanceof vscode.CancellationError, String(error)));
    assert.ok(pieces.length > 0 && pieces.length < 400, `There were ${pieces.length} pieces.`);
  },

  'tokens are counted, those of a picture too': async () => {
    const model = await untrainedModel();
    const words = await model.countTokens('What is it?');
    const picture = vscode.LanguageModelDataPart.image(picturePng(), 'image/png');
    const both = vscode.LanguageModelChatMessage.User([picture, new vscode.LanguageModelTextPart('What is it?')]);
    assert.ok(words >= 3 && words <= 10);
    assert.ok((await model.countTokens(both)) > words + 50);
  },

  'two pictures are compared in what sets them apart, and by what a model that sees one at a time says of each':
    async () => {
      const two = await invoke('hovle_compare_images', { images: ['chart.png', 'shapes.png'] });
      assert.match(two, /^The sizes differ: 640 × 440 and 600 × 360 pixels/);
      assert.match(two, /hovle-nano looks at one picture at a time.*\n\nchart\.png: .*\S.*\nshapes\.png: .*\S/);
      const same = await invoke('hovle_compare_images', { images: ['chart.png', 'chart.png'] });
      assert.match(same, /^The pictures are the same, pixel by pixel\./);
    },

  'every tool about pictures answers, and refuses what is no picture or no input of its own': async () => {
    const inputs: Record<string, object> = {
      hovle_describe_image: { image: 'chart.png' },
      hovle_read_text: { image: 'settings.png' },
      hovle_compare_images: { images: ['chart.png', 'shapes.png'] },
      hovle_locate: { image: 'shapes.png', what: 'the circle' },
    };
    for (const [name, input] of Object.entries(inputs))
      assert.match(await invoke(name, input), /\S[^]*\(hovle-nano, /, name);
    await assert.rejects(invoke('hovle_describe_image', { image: 'tour.hovle' }), /is not a picture that can be read/);
    await assert.rejects(invoke('hovle_describe_image', { picture: 'chart.png' }));
  },
};

async function untrainedModel(): Promise<vscode.LanguageModelChat> {
  const models = await vscode.lm.selectChatModels({ vendor: 'hovle' });
  const model = models.find(({ name }) => name === 'hovle-untrained');
  assert.ok(model, `Offered are ${models.map(({ name }) => name).join()}.`);
  return model;
}

async function invoke(name: string, input: object): Promise<string> {
  const result = await vscode.lm.invokeTool(name, { input, toolInvocationToken: undefined });
  return result.content.map((part) => (part instanceof vscode.LanguageModelTextPart ? part.value : '')).join('');
}

function picturePng(): Uint8Array {
  const [folder] = vscode.workspace.workspaceFolders ?? [];
  return readFileSync(vscode.Uri.joinPath(folder!.uri, 'shapes.png').fsPath);
}
