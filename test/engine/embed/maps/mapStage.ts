import { join } from 'node:path';
import type { TestContext } from 'node:test';
import type { MapRequest } from '../../../../src/engine/api/mapApi.ts';
import { FloatModel } from '../../../../src/engine/embed/maps/floatModel.ts';
import { readForetold } from '../../../../src/engine/embed/maps/foretold.ts';

const golden = join(import.meta.dirname, '..', '..', '..', 'golden', 'reference');

/** A tiny model of each layout, with a picture that is cut into several tiles where the layout cuts. */
export const tinyModels = {
  'tiny-pre': 'tiny-pre-tall-tie-0.png',
  'tiny-post': 'tiny-post-two-turns-0.png',
  'tiny-internvl2': 'tiny-internvl2-wide-and-tall-0.png',
} as const;

export type TinyName = keyof typeof tinyModels;

/** A question of one of the tiny models about its picture. */
export function tinyRequest(name: TinyName, answer: string): Omit<MapRequest, 'method'> {
  const images = [{ path: join(golden, 'images', tinyModels[name]) }];
  return { model: join(golden, name), turns: [{ role: 'user', text: 'What?', images }], answer, device: 'cpu' };
}

/** The model opened in float32 and the question read; pictures are cut into at most `maxTiles`. */
export async function tinyStage(t: TestContext, name: TinyName, answer: string, maxTiles = 6) {
  const request = { ...tinyRequest(name, answer), maxTiles };
  const model = await FloatModel.open(request.model, { device: 'cpu', threads: 1 });
  t.after(() => model.close());
  return { request, model, foretold: await readForetold(model, { ...request, method: 'gradient' }, () => 0) };
}
