import { dirname, resolve } from 'node:path';
import { isMap, isSeq, LineCounter, parseDocument, type Node } from 'yaml';
import { EngineError } from '../../api/errors.ts';
import { clause } from '../../api/remarks.ts';
import { withoutAliases } from './aliases.ts';
import { dataRecipe, type DataRecipe } from './dataRecipes.ts';
import {
  belowOne,
  choice,
  count,
  flag,
  listOf,
  mapping,
  notNegative,
  optional,
  positive,
  refuse,
  RecipeMistake,
  share,
  text,
  whole,
  type Place,
  type Problem,
  type Rule,
} from './rules.ts';
import { stageNames, type StageName } from './stageNames.ts';
import { tokenizerRecipe, type TokenizerRecipe } from './tokenizerRecipe.ts';

/** What `hovle train` is to do: stages one after another. */
export interface Recipe {
  readonly name: string;
  readonly seed: number;
  /** The checkpoint that the first stage begins from, unless it says so itself. */
  readonly model: ModelRecipe | undefined;
  readonly device: 'cpu' | 'webgpu';
  /** Threads of one operator; all physical cores where absent. */
  readonly threads: number | undefined;
  /** Threads that read samples ahead; 0 reads them between the steps. */
  readonly readers: number;
  /** What every checkpoint is asked, so that one can see it learn. */
  readonly pinned: readonly PinnedRecipe[];
  readonly stages: readonly StageRecipe[];
}

/** A question about a picture's file. */
export interface PinnedRecipe {
  readonly picture: string;
  readonly question: string;
  readonly expected: string | undefined;
}

/** A checkpoint's folder or the name of an earlier stage; or a model to be made. */
export type ModelRecipe = string | NewModelRecipe;

export interface NewModelRecipe {
  /** A config.json in which the sizes that follow from the tokenizer may be missing. */
  readonly config: string;
  readonly tokenizer: TokenizerRecipe;
  /** Folder or earlier stage whose weights are taken over where it has them. */
  readonly from: string | undefined;
}

/** One stage. */
export interface StageRecipe {
  readonly name: string | undefined;
  readonly stage: StageName;
  /** What it begins from; by default what the stage before made. */
  readonly model: ModelRecipe | undefined;
  /** Folder or earlier stage whose vision is to be learned: for `distill`. */
  readonly teacher: string | undefined;
  /** Only low-rank adapters learn; `alpha` / `rank` is how much they count. */
  readonly lora: { readonly rank: number; readonly alpha: number } | undefined;
  readonly data: readonly DataRecipe[];
  readonly steps: number;
  readonly samplesPerStep: number;
  readonly rowTokens: number;
  readonly runTokens: number;
  readonly rate: number;
  readonly warmupSteps: number;
  readonly finalShare: number;
  readonly weightDecay: number;
  readonly beta1: number;
  readonly beta2: number;
  readonly maxGradientNorm: number;
  /** Each layer is computed again on the way back: where memory is short. */
  readonly recompute: boolean;
  readonly earlierShare: number;
  readonly anyShare: number;
  readonly weighting: 'answer' | 'root' | 'token';
  readonly evaluation:
    { readonly every: number; readonly samples: number; readonly patience: number | undefined } | undefined;
  readonly checkpoints: { readonly every: number; readonly keep: number };
}

/** What a stage is called in its run. */
export function stageName({ name, stage }: StageRecipe): string {
  return name ?? stage;
}

/** The folder of a stage within its run's. */
export function stageFolder({ stages }: Recipe, index: number): string {
  const stage = stages[index];
  return stageFolderName(index, stage ? stageName(stage) : '');
}

/** The same by the stage's name. */
export function stageFolderName(index: number, name: string): string {
  return `${index + 1}-${name}`;
}

/** Reads the text of a recipe. Every mistake in it is named with its line. */
export function readRecipe(source: string, file: string): Recipe {
  const lines = new LineCounter();
  const document = parseDocument(source, { lineCounter: lines, prettyErrors: false });
  const syntax = document.errors.map(({ message, pos: [at] }): Problem => {
    const { line, col } = lines.linePos(at);
    return { line, column: col, path: clause('the text'), problem: clause('is no YAML: {words}', { words: message }) };
  });
  try {
    if (syntax.length > 0) throw new RecipeMistake(syntax);
    const place: Place = { path: '', offset: 0, lines, base: dirname(resolve(file)) };
    return recipe(withDefaults(withoutAliases(document.contents ?? undefined, place)), place);
  } catch (error) {
    if (!(error instanceof RecipeMistake)) throw error;
    const problems = error.problems.map(({ line, column, path, problem }) =>
      clause('{place}: {path} {problem}.', { place: `${file}:${line}:${column}`, path, problem }),
    );
    throw new EngineError('train/bad-recipe', { file, problems }, { cause: error });
  }
}

const model: Rule<ModelRecipe> = (node, place) =>
  isMap(node)
    ? mapping<NewModelRecipe>({ config: text, tokenizer: tokenizerRecipe, from: optional(text) })(node, place)
    : text(node, place);

const stageFields: Rule<StageRecipe> = mapping<StageRecipe>({
  name: optional(folderName),
  stage: choice(stageNames),
  model: optional(model),
  teacher: optional(text),
  lora: optional(
    mapping<NonNullable<StageRecipe['lora']>>({ rank: optional(count, 16), alpha: optional(positive, 32) }),
  ),
  data: listOf(dataRecipe),
  steps: count,
  samplesPerStep: optional(count, 64),
  rowTokens: optional(count, 512),
  runTokens: optional(count, 8192),
  rate: positive,
  warmupSteps: optional(whole, 100),
  finalShare: optional(share, 0.1),
  weightDecay: optional(notNegative, 0.05),
  beta1: optional(belowOne, 0.9),
  beta2: optional(belowOne, 0.98),
  maxGradientNorm: optional(positive, 1),
  recompute: optional(flag, false),
  earlierShare: optional(share, 0.2),
  anyShare: optional(share, 0),
  weighting: optional(choice(['answer', 'root', 'token']), 'root'),
  evaluation: optional(
    mapping<NonNullable<StageRecipe['evaluation']>>({
      every: count,
      samples: optional(count, 64),
      patience: optional(count),
    }),
  ),
  checkpoints: optional(
    mapping<StageRecipe['checkpoints']>({ every: optional(count, 500), keep: optional(count, 2) }),
    { every: 500, keep: 2 },
  ),
});

const stage: Rule<StageRecipe> = (node, place) => {
  const read = stageFields(node, place);
  if (read.stage === 'distill' && read.teacher === undefined)
    refuse(node, place, clause('needs a teacher, as every stage that distills'));
  return read;
};

const recipeFields: Rule<Recipe> = mapping<Recipe & { defaults: undefined }>({
  name: text,
  seed: optional(whole, 1),
  model: optional(model),
  device: optional(choice(['cpu', 'webgpu']), 'cpu'),
  threads: optional(count),
  readers: optional(whole, 1),
  pinned: optional(listOf(mapping<PinnedRecipe>({ picture: text, question: text, expected: optional(text) })), []),
  defaults: (node, place) =>
    node && !isMap(node) ? refuse(node, place, clause('must be a mapping of fields')) : undefined,
  stages: listOf(stage),
});

const recipe: Rule<Recipe> = (node, place) => {
  const read = recipeFields(node, place);
  const names = read.stages.map(stageName);
  const twice = names.find((name, i) => names.indexOf(name) < i);
  if (twice !== undefined)
    refuse(node, place, clause('has two stages named {name}: give one of them a name of its own', { name: twice }));
  return read;
};

/** A name that is a folder's as well. */
function folderName(node: Node | undefined, place: Place): string {
  const name = text(node, place);
  if (/^[\w-]{1,60}$/.test(name)) return name;
  return refuse(node, place, clause('must consist of letters, digits, - and _'));
}

/** Puts the fields of `defaults` into every stage that lacks them. */
function withDefaults(root: Node | undefined): Node | undefined {
  const [defaults, stages] = isMap(root) ? [root.get('defaults', true), root.get('stages', true)] : [];
  if (!isMap(root) || !isMap(defaults) || !isSeq(stages)) return root;
  for (const one of stages.items) {
    if (isMap(one)) one.items.push(...defaults.items.filter(({ key }) => !one.has(key)));
  }
  root.delete('defaults');
  return root;
}
