import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Prompt, Span } from '../../src/engine/generate/decoder.ts';
import type { LoadedModel } from '../../src/engine/generate/loadedModel.ts';
import { openPictures } from '../../src/engine/generate/picture.ts';

const root = join(import.meta.dirname, '..', '..');
const texts = ['README.md', 'docs/glossary.md', 'LICENSE'];
const pictures = ['landscape.jpg', 'chart.png', 'settings.png', 'shapes.png'];
const textTokens = 128;

/** Prompts to compare logits on: running texts, and questions about the example pictures. */
export async function probePrompts(model: LoadedModel): Promise<Prompt[]> {
  const prompts: Prompt[] = [];
  for (const file of texts) prompts.push({ spans: [await textSpan(model, await readFile(join(root, file), 'utf8'))] });
  for (const file of pictures) prompts.push({ spans: await pictureSpans(model, join(root, 'examples', file)) });
  return prompts;
}

async function pictureSpans(model: LoadedModel, path: string): Promise<Span[]> {
  const { config, encoder, placeholderId } = model;
  const options = {
    config,
    encoder,
    placeholderId,
    mode: 'user',
    maxTiles: 1,
    clock: () => performance.now(),
  } as const;
  const [picture] = await openPictures([{ path }], options);
  const question = await textSpan(model, 'What does this picture show? It shows');
  return picture ? [picture.span, question] : [question];
}

async function textSpan({ tokenizer }: LoadedModel, text: string): Promise<Span> {
  return { kind: 'text', ids: tokenizer.encode(text).slice(0, textTokens) };
}
