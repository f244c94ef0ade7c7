import { isMap, type Node } from 'yaml';
import { hasCode } from '../../api/errors.ts';
import { clause } from '../../api/remarks.ts';
import type { ExampleSource } from '../../data/example.ts';
import { openDataset } from '../../data/formats/openDataset.ts';
import { requireWorld } from '../../data/world/worldPackage.ts';
import { worldSource } from '../../data/world/worldSource.ts';
import type { LevelRule } from '../loop/levels.ts';
import { count, listOf, mapping, optional, path, positive, refuse, share, text, whole, type Rule } from './rules.ts';

/** Examples that a recipe asks for: plain data, so that it can be sent to a thread. */
export type DataRecipe = { [K in keyof DataRecipes]: Kinded<K> }[keyof DataRecipes];

type Kinded<K extends keyof DataRecipes> = { readonly kind: K } & DataRecipes[K];

/** The fields of each kind of data. */
interface DataRecipes {
  readonly dataset: DatasetRecipe;
  readonly world: WorldRecipe;
}

/** Pictures of the procedural world. What they hold out is drawn from content that training never sees. */
interface WorldRecipe extends Weighted {
  /** Families or single kinds of questions: `shapes`, `shapes/count`. */
  readonly world: string[];
  readonly seed: number;
  readonly size: number;
  /** Share of right answers at which the next level begins, and how many answers are looked at. */
  readonly raiseAt: number;
  readonly window: number;
  /** The level to begin at. */
  readonly first: number;
  /** The hardest level that is reached; all of them where absent. */
  readonly highest: number | undefined;
}

/** Data as others store it: a file or folder that `openDataset` knows. Whole pictures are held out, not single questions. */
interface DatasetRecipe extends Weighted {
  readonly dataset: string;
  /** The folder that pictures are named from; that of the file where absent. */
  readonly pictures: string | undefined;
  /** Share of the pictures that is never learned from. */
  readonly heldOutShare: number;
  /** Set by a stage that looks at held-out data: at least one of two pictures is held out. */
  readonly holdsOutOne?: true;
}

interface Weighted {
  /** How often it is drawn from, relative to the others. */
  readonly weight: number;
}

/** The part of the data that is learned from, or the part that is held out. */
export type DataPart = 'train' | 'heldOut';

/** How a kind of data is written in a recipe, and what it becomes. */
interface DataKind<T> {
  readonly rule: Rule<T>;
  /** Examples to learn from, or held-out ones where there are any. */
  readonly open: (recipe: T, part: DataPart) => Promise<ExampleSource | undefined>;
  /** How the difficulty moves, where there are several. */
  readonly levels: (recipe: T) => LevelRule | undefined;
}

const dataKinds: { readonly [K in keyof DataRecipes]: DataKind<DataRecipes[K]> } = {
  dataset: {
    rule: mapping<DatasetRecipe>({
      dataset: path,
      weight: optional(positive, 1),
      pictures: optional(path),
      heldOutShare: optional(share, 0.05),
    }),
    open: async ({ dataset, pictures, heldOutShare, holdsOutOne = false }, part) => {
      const opened = openDataset(dataset, {
        part,
        heldOutShare,
        holdsOutOne,
        ...(pictures !== undefined && { pictures }),
      });
      return part === 'heldOut' ? opened.catch(nothingHeldOut) : opened;
    },
    levels: () => undefined,
  },
  world: {
    rule: mapping<WorldRecipe>({
      world: listOf(text),
      weight: optional(positive, 1),
      seed: optional(count, 1),
      size: optional(count, 112),
      raiseAt: optional(share, 0.8),
      window: optional(count, 200),
      first: optional(whole, 0),
      highest: optional(count),
    }),
    open: async ({ world, seed, size }, part) => {
      requireWorld();
      const split = part === 'train' ? 'train' : 'validation';
      const source = worldSource({ seed, split, families: world, size });
      return { name: world.join(' '), read: (index, level) => source.read(index, level) };
    },
    levels: ({ world, seed, raiseAt, window, first, highest = Infinity }) => {
      const { levels } = worldSource({ seed, split: 'train', families: world });
      const most = Math.min(highest, levels - 1);
      return { first: Math.min(first, most), highest: most, raiseAt, window };
    },
  },
};

/** Of few pictures none may have fallen to this part. */
function nothingHeldOut(error: unknown): undefined {
  if (!hasCode(error, 'data/empty')) throw error;
}

/** Reads one entry of a stage's data; the field that names what it is says which kind. */
export const dataRecipe: Rule<DataRecipe> = (node, place) => {
  const kind = kindOf(node);
  if (!kind)
    return refuse(
      node,
      place,
      clause('must have one of the fields {known}', { known: Object.keys(dataKinds).join(', ') }),
    );
  // The row of a kind reads the fields of that kind.
  return { kind, ...dataKinds[kind].rule(node, place) } as DataRecipe;
};

/** Opens the examples of an entry. */
export function openExamples<K extends keyof DataRecipes>(
  recipe: Kinded<K>,
  part: DataPart,
): Promise<ExampleSource | undefined> {
  return dataKinds[recipe.kind].open(recipe, part);
}

/** How the difficulty of an entry moves; undefined where it has one difficulty. */
export function levelsOf<K extends keyof DataRecipes>(recipe: Kinded<K>): LevelRule | undefined {
  return dataKinds[recipe.kind].levels(recipe);
}

function kindOf(node: Node | undefined): keyof DataRecipes | undefined {
  // The table's keys are the kinds.
  return (Object.keys(dataKinds) as (keyof DataRecipes)[]).find((kind) => isMap(node) && node.has(kind));
}
