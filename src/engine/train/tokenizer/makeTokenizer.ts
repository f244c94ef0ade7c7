import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { isEngineError } from '../../api/errors.ts';
import { writeFileAtomically } from '../../checkpoint/stageFile.ts';
import type { ExampleSource } from '../../data/example.ts';
import { withoutMarks } from '../../data/formats/pictureMarks.ts';
import { trainTokenizer, type TrainedTokenizer } from './trainTokenizer.ts';

/** What a vocabulary is learned from. */
export interface TokenizerCorpus {
  readonly examples: readonly LevelledExamples[];
  /** Sentences that the examples lack but questions may hold; each counts as much as `sentenceWeight` examples. */
  readonly sentences: readonly string[];
  /** Most pieces of more than one character. */
  readonly longPieces: number;
}

export interface LevelledExamples {
  readonly source: ExampleSource;
  readonly levels: number;
}

/** Learns a tokenizer from examples of all levels and writes its files into a folder. */
export async function makeTokenizer(folder: string, corpus: TokenizerCorpus): Promise<TrainedTokenizer> {
  const turns = await readTurns(corpus.examples);
  const texts = [
    ...turns.flatMap(({ question, answer }) => [question, answer]),
    ...corpus.sentences.flatMap((sentence) => Array.from({ length: sentenceWeight }, () => sentence)),
  ];
  const trained = trainTokenizer(
    // The first word of a text counts as well: it often stands within one.
    texts.map((text) => ` ${text}`),
    { longPieces: corpus.longPieces, leastOccurrences: sentenceWeight, wholeWords: frequentAnswers(turns) },
  );
  await mkdir(folder, { recursive: true });
  for (const [file, content] of lastOfAll(trained.files, tokenizerFile))
    await writeFileAtomically(join(folder, file), content);
  return trained;
}

/** The file by which a folder is taken for that of a tokenizer: where it is, all others are. */
export const tokenizerFile = 'tokenizer.model';

function lastOfAll<T>(files: ReadonlyMap<string, T>, last: string): (readonly [string, T])[] {
  return [...files].sort(([a], [b]) => Number(a === last) - Number(b === last));
}

/** Enough to meet every wording of every level many times. */
const examplesPerLevel = 100;
const sentenceWeight = 5;

interface Turn {
  readonly question: string;
  readonly answer: string;
}

async function readTurns(examples: readonly LevelledExamples[]): Promise<Turn[]> {
  const turns: Turn[] = [];
  for (const { source, levels } of examples) {
    const wanted = levels * examplesPerLevel;
    for (let i = 0; i < Math.min(wanted, source.length ?? wanted); i++)
      turns.push(...(await readOrSkip(source, placeOf(i, wanted, source.length), i % levels)));
  }
  return turns.map(({ question, answer }) => ({ question: withoutMarks(question), answer }));
}

/** Spread over a source with an end: data is often sorted. */
function placeOf(index: number, wanted: number, length = wanted): number {
  return length <= wanted ? index : Math.floor((index * length) / wanted);
}

/** Training skips a bad record as well, and reports it. */
async function readOrSkip(source: ExampleSource, index: number, level: number): Promise<readonly Turn[]> {
  try {
    return (await source.read(index, level)).turns;
  } catch (error) {
    if (!isEngineError(error) || error.code.startsWith('engine/')) throw error;
    return [];
  }
}

/** Names that recur among answers. Shorter words are no longer in letters, and would be found within others. */
function frequentAnswers(turns: readonly Turn[]): string[] {
  const counts = new Map<string, number>();
  for (const { answer } of turns)
    for (const [word] of answer.matchAll(/\p{L}+/gu)) counts.set(word, (counts.get(word) ?? 0) + 1);
  const names = [...counts].filter(([word, count]) => /^[a-z]{4,}$/.test(word) && count > leastShare * turns.length);
  return names.map(([word]) => word).sort();
}

const leastShare = 0.002;
