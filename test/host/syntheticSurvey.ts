/**
 * A survey whose every number follows from its size, as an expression for a page: typed arrays do not pass into one
 * otherwise. Each picture is one tile; words come last. Layers drift, so that points have ways to go.
 */
export function syntheticSurvey({
  side = 8,
  pictures = 1,
  words = 12,
  layers = 5,
  broken = false,
  model = 'm',
}: SurveySize = {}): string {
  return `(${makeSurvey.toString()})(${JSON.stringify({ side, pictures, words, layers, broken, model })})`;
}

export interface SurveySize {
  /** Patches along a picture's side. */
  side?: number;
  pictures?: number;
  words?: number;
  layers?: number;
  /** Whether some vectors have values that are no numbers. */
  broken?: boolean;
  /** Its folder. Models of other names lie otherwise in their spaces. */
  model?: string;
}

/** Runs in the page. */
function makeSurvey({ side, pictures, words, layers, broken, model }: Required<SurveySize>) {
  const names = ['red', 'green', 'blue', 'circle', 'square', 'text', 'sky', 'tree', 'water', 'line', 'one', 'two'];
  const count = pictures * side * side;
  // As `packSurvey` writes them: row, picture, tile, row and column in it, and whether it is the thumbnail.
  const patches = new Uint32Array(count * 6);
  for (let i = 0; i < count; i++) {
    const within = i % (side * side);
    patches.set([i, Math.floor(i / (side * side)), 0, Math.floor(within / side), within % side, 0], i * 6);
  }
  const texts = Array.from({ length: words }, (_, i) => ({
    ...{ row: count + i, id: i, piece: `▁${names[i % names.length]}` },
  }));
  const tokens = { count: count + words, texts, patches };
  const width = 16;
  const value = (layer: number, row: number, d: number) =>
    Math.sin(row * 0.13 + (layer + model.length) * 0.4 + d * d) * Math.cos(row * 0.031 * (d + 1)) +
    (row >= count ? 0.8 : 0);
  const fill = (layer: number, columns: number) =>
    Float32Array.from({ length: tokens.count * columns }, (_, i) => {
      const row = Math.floor(i / columns);
      return broken && row % 7 === 3 ? NaN : value(layer, row, i % columns);
    });
  const numbers = (layer: number) => ({ modalityGap: 0.9 - layer * 0.1, alignment: layer * 0.1, anisotropy: 0.3 });
  const pixels = 64;
  const view = (image: number) => ({
    ...{ path: `picture-${image}.png`, width: pixels, height: pixels, grid: [1, 1], tiles: 1 },
    ...{ shownWidth: pixels, shownHeight: pixels },
    rgb: Uint8Array.from(
      { length: pixels * pixels * 3 },
      (_, i) => ((i % 3) * 60 + Math.floor(i / 3 / pixels) * 3 + image * 40) % 256,
    ),
  });
  const survey = {
    ...{
      width,
      tokens: { holistic: tokens, language: tokens },
      model,
      trained: true,
      device: 'cpu',
      precision: 'fp32',
    },
    layers: Array.from({ length: layers }, (_, layer) => ({
      ...{ rows: layer > 2 ? 'language' : 'holistic', projection: fill(layer, 3), explained: [0.5, 0.3, 0.1] },
      ...{ numbers: numbers(layer), offsetBytes: 0 },
    })),
    pictures: Array.from({ length: pictures }, (_, image) => view(image)),
  };
  const vectors = (layer: number, of = 'first') => ({ kind: 'vectors', side: of, layer, vectors: fill(layer, width) });
  const map = (layer: number, axes: number) => ({
    ...{ kind: 'map', side: 'first', layer, axes },
    positions: fill(layer + 20, 3),
  });
  const clusters = (layer: number, groups: number) => ({
    ...{ kind: 'clusters', side: 'first', layer },
    groups: Uint8Array.from({ length: tokens.count }, (_, row) => (broken && row % 7 === 3 ? 255 : row % groups)),
  });
  const namesOf = (layer: number, row: number) => ({
    ...{ kind: 'names', side: 'first', layer, row },
    names: ['▁red', '▁round', 'ish'].map((piece, i) => ({ piece, probability: 0.5 / (i + 1) })),
  });
  return {
    ...{ vectors, map, clusters, names: namesOf },
    beside: { kind: 'beside', survey, subject: { images: [], words: '', other: model } },
    message: { kind: 'survey', survey, subject: { images: [], words: names.slice(0, words).join(' ') } },
  };
}
