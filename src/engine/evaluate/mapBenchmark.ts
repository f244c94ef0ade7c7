import type { MapRequest, MapView, WordMap } from '../api/mapApi.ts';
import type { FamilyName } from '../data/world/families.ts';
import { families } from '../data/world/families.ts';
import type { Box } from '../data/world/scene.ts';
import type { Split } from '../data/world/split.ts';
import { worldSource } from '../data/world/worldSource.ts';
import { encodePng } from '../image/encodePng.ts';
import type { RgbImage } from '../image/rgbImage.ts';
import { centreView, contrastView, coverOf, evenView, fitOf, namedViews, type MapFit } from './mapShares.ts';

/** What a benchmark of maps asks for. */
export interface MapBenchmark {
  readonly family: FamilyName;
  readonly split: Split;
  readonly seed: number;
  /** Questions that count, at most, and pictures that are drawn to find them. */
  readonly questions: number;
  readonly pictures: number;
  readonly map: (request: Omit<MapRequest, 'model'>) => Promise<WordMap>;
}

/** How well one way to map, or a prior, finds the places of the answers: one fit a question. */
export type MapScores = ReadonlyMap<string, readonly MapFit[]>;

/**
 * Maps the true answers of questions that the model itself would answer so (at least as likely as not), where the answer is to
 * be seen in a part of the picture, and compares each map with that part.
 */
export async function scoreMaps({ family, split, seed, questions, pictures, map }: MapBenchmark): Promise<MapScores> {
  const source = worldSource({ seed, split, families: [family] });
  const scores = new Map<string, MapFit[]>();
  let counted = 0;
  for (let index = 0; index < pictures && counted < questions; index++) {
    const { pictures: drawn, turns, regions } = await source.readPlaced(index, index % families[family].levels.length);
    // Every example of the world has one picture and a question.
    const [picture, turn, places] = [drawn[0]!, turns[0]!, regions[0]!];
    const share = coverOf(places, 16, picture.width).reduce((sum, part) => sum + part / 256, 0);
    if (share === 0 || share > largestShare) continue;
    const fits = await fitsOf({ picture, places, ...turn }, map);
    if (!fits) continue;
    counted++;
    for (const [name, fit] of fits) scores.set(name, [...(scores.get(name) ?? []), fit]);
  }
  return scores;
}

/** Patches along a side, as hovle-nano has them. */
const priorSide = 14;

/** Where most of the picture is the answer's place, every map is right. */
const largestShare = 0.5;

interface Asked {
  readonly picture: RgbImage;
  readonly places: readonly Box[];
  readonly question: string;
  readonly answer: string;
}

/** Undefined where the model would rather say something else. */
async function fitsOf(
  { picture, places, question, answer }: Asked,
  map: MapBenchmark['map'],
): Promise<[name: string, fit: MapFit][] | undefined> {
  const images = [{ bytes: await encodePng(picture), name: 'picture.png' }];
  const request = { turns: [{ role: 'user' as const, text: question, images }], answer };
  const similarity = await map({ ...request, method: 'similarity' });
  if (similarity.probability < 0.5) return undefined;
  const maps = [
    similarity,
    await map({ ...request, method: 'attention' }),
    await map({ ...request, method: 'gradient' }),
  ];
  const priors: [string, MapView][] = [
    ['chance', evenView(priorSide)],
    ['centre', centreView(priorSide)],
    ['contrast', contrastView(picture, priorSide)],
  ];
  const named = [...priors, ...maps.flatMap(namedViews)];
  return named.flatMap(([name, view]) => {
    const fit = fitOf(view, places, picture.width);
    const row: [string, MapFit][] = fit ? [[name, fit]] : [];
    return row;
  });
}
