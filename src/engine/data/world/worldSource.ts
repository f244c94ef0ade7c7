import { EngineError } from '../../api/errors.ts';
import { clause } from '../../api/remarks.ts';
import { randomBits } from '../../checkpoint/randomBits.ts';
import { seededRandom } from '../../generate/seededRandom.ts';
import type { Example, ExampleSource, Turn } from '../example.ts';
import { chanceOf, type Chance } from './chance.ts';
import { families, isFamilyName, type FamilyName } from './families.ts';
import { chooseLessons } from './lessons.ts';
import { boxInPixels } from './placement.ts';
import { rasterize } from './rasterize.ts';
import type { Box, Question, Scene } from './scene.ts';
import type { Split } from './split.ts';
import { drawHandling } from './wear.ts';
import { wearPicture } from './wearPicture.ts';

/** Which part of the picture world to draw. */
export interface WorldOptions {
  readonly seed: number;
  readonly split: Split;
  /** Families (`shapes`) or single kinds of questions (`shapes/count`), each drawn equally often. All families where absent. */
  readonly families?: readonly string[];
  /** Pixels in each direction. */
  readonly size?: number;
}

/** The endless world of drawn pictures. */
export interface WorldSource extends ExampleSource {
  /** How many levels the longest curriculum among the families has. */
  readonly levels: number;
  /** As `read`, with where each answer is to be seen. */
  readPlaced(index: number, level?: number): Promise<PlacedExample>;
}

/** An example, and where in its picture the answers are. */
export interface PlacedExample extends Example {
  /** For each turn, the places that decide the answer, in pixels: none where something is missing. */
  readonly regions: readonly (readonly Box[])[];
}

/** Pictures by number. Levels count from 0, the easiest; a level above a family's last, or none, is its last. */
export function worldSource({ seed, split, families: names, size = 112 }: WorldOptions): WorldSource {
  const tasks = (names ?? Object.keys(families)).map(parseTask);
  if (tasks.length === 0)
    throw new EngineError('request/invalid', { what: clause('families'), expected: clause('not empty') });
  const levels = Math.max(...tasks.map(({ family }) => families[family].levels.length));
  const readPlaced = async (index: number, level = levels - 1): Promise<PlacedExample> => {
    checkWhole('index', index);
    checkWhole('level', level);
    const chance = chanceOf(seededRandom((streamOf(seed, `${split}/${level}`) + index) % Number.MAX_SAFE_INTEGER));
    return drawExample(chance.pick(tasks), { level, split, size }, chance);
  };
  return { name: `world-${split}`, levels, read: readPlaced, readPlaced };
}

interface Task {
  readonly family: FamilyName;
  /** Asks only this; everything where absent. */
  readonly kind?: string;
}

function parseTask(name: string): Task {
  const [family = '', kind] = name.split('/');
  if (!isFamilyName(family))
    throw new EngineError('request/invalid', {
      what: clause('family {name}', { name: family }),
      expected: clause('one of {words}', { words: Object.keys(families).join(', ') }),
    });
  return kind === undefined ? { family } : { family, kind };
}

function checkWhole(what: string, value: number): void {
  if (!Number.isSafeInteger(value) || value < 0)
    throw new EngineError('request/invalid', { what, expected: clause('a whole number of at least 0') });
}

/** 53 bits for a stream of pictures: streams and the indices within them do not meet. */
function streamOf(seed: number, label: string): number {
  const bits = randomBits(seed, label);
  return (bits() % 2 ** 21) * 2 ** 32 + bits();
}

function turnOf(asked: Question, { family, kind }: Task, { lessons = [] }: Scene): Turn {
  const { question, answer } = asked;
  const isAhead = kind === undefined && lessons.includes(asked);
  return { question, answer, task: `${family}/${asked.kind}`, ...(isAhead && { isAhead }) };
}

interface Wanted {
  readonly level: number;
  readonly split: Split;
  readonly size: number;
}

async function drawExample(task: Task, { level, split, size }: Wanted, chance: Chance): Promise<PlacedExample> {
  const { scene, questions } = drawAnswerable(task, level, split, chance);
  const wear = { ...(split === 'train' && drawHandling(chance)), ...scene.wear };
  const picture = await wearPicture(rasterize({ ...scene, wear }, size), wear, chance);
  return {
    pictures: [picture],
    // At least one question was found.
    task: `${task.family}/${questions[0]!.kind}`,
    turns: questions.map((asked) => turnOf(asked, task, scene)),
    regions: questions.map(({ regions }) => regions.map((box) => boxInPixels(box, wear, size))),
  };
}

// A level that asks a kind at all gives occasion for it every few pictures.
const mostTries = 1000;

/** Draws until a scene gives occasion for what is to be asked. */
function drawAnswerable({ family, kind }: Task, level: number, split: Split, chance: Chance) {
  const { levels, draw } = families[family];
  for (let tries = 0; tries < mostTries; tries++) {
    const scene: Scene = draw(Math.min(level, levels.length - 1), chance, split);
    const questions = chooseQuestions(scene, kind, { split, chance });
    if (questions.length >= (kind === undefined ? 2 : 1)) return { scene, questions };
  }
  throw new EngineError('request/invalid', {
    what: clause('kind {kind} at level {level}', { kind: kind ?? '', level }),
    expected: clause('a kind that this level asks'),
  });
}

/** The question that the scene was drawn for, one to three others, and some lessons; all those of one kind where one is wanted. */
function chooseQuestions(
  { questions, lessons = [] }: Scene,
  kind: string | undefined,
  { split, chance }: { split: Split; chance: Chance },
): Question[] {
  if (kind !== undefined) return [...questions, ...lessons].filter((question) => question.kind === kind);
  return split === 'train' ? chooseLessons(questions, lessons, chance) : chooseSome(questions, chance);
}

function chooseSome([main, ...others]: readonly Question[], chance: Chance): Question[] {
  return main ? [main, ...chance.shuffled(others).slice(0, chance.whole(1, 3))] : [];
}
