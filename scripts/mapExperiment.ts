import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { MapRequest, WordMap } from '../src/engine/api/mapApi.ts';
import { writeFileAtomically } from '../src/engine/checkpoint/stageFile.ts';
import { compileModel } from '../src/engine/compile/compileModel.ts';
import { families, type FamilyName } from '../src/engine/data/world/families.ts';
import { FloatModel } from '../src/engine/embed/maps/floatModel.ts';
import { mapWith } from '../src/engine/embed/maps/mapWord.ts';
import { similarityMap } from '../src/engine/embed/maps/similarityMap.ts';
import { shareInterval } from '../src/engine/evaluate/interval.ts';
import { scoreMaps, type MapScores } from '../src/engine/evaluate/mapBenchmark.ts';
import type { MapFit } from '../src/engine/evaluate/mapShares.ts';
import { loadModel, type LoadedModel } from '../src/engine/generate/loadedModel.ts';

const clock = (): number => performance.now();

/**
 * `npm run experiment -- maps`: how much of each map of hovle-nano lies where the answer is to be seen, in pictures of the
 * held-out split of the procedural world. Results go to `.cache/runs/maps/results.md`.
 */
export async function maps(root: string): Promise<void> {
  const folder = join(root, 'media', 'models', 'hovle-nano');
  const temporary = await mkdtemp(join(tmpdir(), 'hovle-map-scores-'));
  await compileModel(folder, { out: join(temporary, 'compiled'), precision: 'fp32' });
  const loaded = await loadModel(join(temporary, 'compiled'), { device: 'cpu', threads: 1, prefixCacheBytes: 2 ** 26 });
  const walked = await FloatModel.open(folder, { device: 'cpu', threads: 1 });
  try {
    await report(join(root, '.cache', 'runs', 'maps'), (request) =>
      mapBy({ loaded, walked }, { ...request, model: folder }),
    );
  } finally {
    await walked.close();
    await loaded.close();
    await rm(temporary, { recursive: true, force: true });
  }
}

function mapBy({ loaded, walked }: { loaded: LoadedModel; walked: FloatModel }, request: MapRequest): Promise<WordMap> {
  const { method } = request;
  if (method === 'similarity') return similarityMap(loaded, request, { clock });
  return mapWith(walked, { ...request, method }, { clock, freeBytes: Infinity });
}

async function report(out: string, map: (request: Omit<MapRequest, 'model'>) => Promise<WordMap>): Promise<void> {
  await mkdir(out, { recursive: true });
  const sections: string[] = [];
  const all = new Map<string, MapFit[]>();
  // Every family of the world has a name among these.
  for (const family of Object.keys(families) as FamilyName[]) {
    const scores = await scoreMaps({ family, split: 'test', seed: 11, questions: 60, pictures: 600, map });
    for (const [name, fits] of scores) all.set(name, [...(all.get(name) ?? []), ...fits]);
    sections.push(section(family, scores));
    console.log(sections.at(-1));
    await writeFileAtomically(join(out, 'results.md'), `${[section('all families', all), ...sections].join('\n\n')}\n`);
  }
  console.log(section('all families', all));
}

function section(name: string, scores: MapScores): string {
  const rows = [...scores].map(([map, fits]) => `| ${map} | ${meanOf(fits)} | ${hitsOf(fits)} |`);
  const questions = scores.get('chance')?.length ?? 0;
  const table = ['| map | mass inside | lightest patch inside |', '| --- | --- | --- |', ...rows];
  return [`## ${name}: ${questions} questions`, table.join('\n')].join('\n\n');
}

/** In per cent, with where it lies with 95 % confidence. */
function meanOf(fits: readonly MapFit[]): string {
  const n = fits.length;
  const mean = fits.reduce((sum, { inside }) => sum + inside, 0) / n;
  const variance = fits.reduce((sum, { inside }) => sum + (inside - mean) ** 2, 0) / Math.max(1, n - 1);
  return `${(mean * 100).toFixed(1)} ± ${(196 * Math.sqrt(variance / n)).toFixed(1)}`;
}

function hitsOf(fits: readonly MapFit[]): string {
  if (fits.some(({ hit }) => hit === undefined)) return '–';
  const hits = fits.filter(({ hit }) => hit).length;
  const [low, high] = shareInterval(hits, fits.length).map((share) => Math.round(share * 100));
  return `${Math.round((100 * hits) / fits.length)} (${low} to ${high})`;
}
