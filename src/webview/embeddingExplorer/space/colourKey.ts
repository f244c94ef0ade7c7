import { noCluster } from '../../../engine/api/spaceApi.ts';
import { t } from '../../shared/localise.ts';
import { kindAt, positionColour, type Colouring, type Palette, type Rgb } from './colours.ts';
import { fileName } from './pointName.ts';
import type { Space } from './space.ts';

/** What the colours of points mean. */
export interface ColourKey {
  readonly entries: readonly KeyEntry[];
  /** What is to be said beside them: sentences. */
  readonly notes: readonly string[];
}

/** One colour with the shape of its points, or the colours between two ends. */
export type KeyEntry =
  | { readonly shape: 'disc' | 'diamond'; readonly colour: Rgb; readonly name: string }
  | { readonly shape: 'ramp'; readonly colours: readonly Rgb[]; readonly from: string; readonly to: string };

/** The key of a colouring. Clusters are the groups of the layer's rows, where they are known. */
export function colourKey(
  space: Space,
  colouring: Colouring,
  palette: Palette,
  clusters: Uint8Array | undefined,
): ColourKey {
  return keys[colouring](space, palette, clusters);
}

type Key = (space: Space, palette: Palette, clusters: Uint8Array | undefined) => ColourKey;

const keys: { readonly [colouring in Colouring]: Key } = {
  modality: ({ points, patches }, { kinds }) => ({
    entries: [
      ...(patches > 0 ? [disc(kindAt(kinds, 0), t('patch'))] : []),
      ...(points.length > patches ? [diamond(kindAt(kinds, 1))] : []),
    ],
    notes: [],
  }),
  picture: (space, palette) => {
    const named = space.survey.pictures.map(({ path }, image): Named => [image, fileName(path)]);
    return kindsKey(named, palette, wordsOf(space, palette));
  },
  tile: (space, palette) => kindsKey(tilesOf(space), palette, wordsOf(space, palette)),
  position: (space, palette) => ({
    entries: [
      { shape: 'ramp', colours: thirds.map((x) => positionColour(x, 0)), from: t('left'), to: t('right') },
      { shape: 'ramp', colours: thirds.map((y) => positionColour(0.5, y)), from: t('top'), to: t('bottom') },
      ...wordsOf(space, palette),
    ],
    notes: [],
  }),
  cluster: (_space, palette, clusters) => {
    if (!clusters) return { entries: [], notes: [t('The clusters are being found.')] };
    const groups = [...new Set(clusters)].sort((a, b) => a - b).filter((group) => group !== noCluster);
    const named = groups.map((group): Named => [group, t('cluster {0}', group + 1)]);
    const others = clusters.includes(noCluster) ? [disc(palette.text, t('in no cluster'))] : [];
    return kindsKey(named, palette, others);
  },
  token: () => ({
    entries: [],
    notes: [t('Each token has a colour of its own: patches of one colour are one token.')],
  }),
  pixels: (space, palette) => ({
    entries: wordsOf(space, palette),
    notes: [t('Each patch has the mean colour of its pixels.')],
  }),
  components: () => ({
    entries: [0, 1, 2].map((component) => ({
      ...{ shape: 'ramp', colours: [[0, 0, 0], componentColour(component)] },
      ...{ from: t('component {0}: low', component + 1), to: t('high') },
    })),
    notes: [],
  }),
};

/** A kind by its number, and what it is called. */
type Named = readonly [kind: number, name: string];

/** As many of the kinds as can be read, and what else there is. */
function kindsKey(named: readonly Named[], { kinds }: Palette, others: readonly KeyEntry[]): ColourKey {
  const shown = named.slice(0, mostEntries).map(([kind, name]) => disc(kindAt(kinds, kind), name));
  const doRepeat = new Set(named.map(([kind]) => kind % kinds.length)).size < new Set(named.map(([kind]) => kind)).size;
  return {
    entries: [...shown, ...others],
    notes: [
      ...(named.length > mostEntries ? [t('And {0} more.', named.length - mostEntries)] : []),
      ...(doRepeat ? [t('Colours repeat: there are {0}.', kinds.length)] : []),
    ],
  };
}

/** More than these would push the plot out of sight. */
const mostEntries = 12;

function tilesOf({ points }: Space): Named[] {
  const tiles = new Map<string, Named>();
  for (const token of points) {
    if (token.kind === 'text') continue;
    const name = token.thumbnail ? t('whole picture') : t('tile {0}', token.tile + 1);
    tiles.set(`${token.tile} ${name}`, [token.tile, name]);
  }
  return [...tiles.values()].sort(([a], [b]) => a - b);
}

/** Words have the colour of the text where the colours are those of patches. */
function wordsOf({ points, patches }: Space, { text }: Palette): KeyEntry[] {
  return points.length > patches ? [diamond(text)] : [];
}

const disc = (colour: Rgb, name: string): KeyEntry => ({ shape: 'disc', colour, name });
const diamond = (colour: Rgb): KeyEntry => ({ shape: 'diamond', colour, name: t('word') });
const componentColour = (component: number): Rgb => [
  component === 0 ? 255 : 0,
  component === 1 ? 255 : 0,
  component === 2 ? 255 : 0,
];

const thirds = [0, 0.5, 1];
