import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import { families, type FamilyName } from '../src/engine/data/world/families.ts';
import { worldSource, type WorldSource } from '../src/engine/data/world/worldSource.ts';
import { usualAnswers, type AskedTurn } from '../src/engine/evaluate/benchmark.ts';

// Draws the benchmark that ships with the extension, the same bytes each time:
// node --import tsx scripts/drawBenchmark.ts
// Its pictures are of content that no training sees (the split `test`). With each question goes what is usually answered
// to its words, counted over many more pictures.

const seed = 2026;
const levels = 5;
const picturesPerLevel = 6;
const countedPictures = 150;
/** Long answers, which can be right in many words, are left out. */
const longKinds = new Set(['caption', 'sentence', 'description']);

const folder = join(fileURLToPath(new URL('..', import.meta.url)), 'media', 'benchmarks', 'nano-world');
const files: { name: string; bytes: Uint8Array }[] = [];
const pictures: object[] = [];
const counted = new Map<string, Promise<(task: string, question: string) => string | undefined>>();

// Each family in turn, every time at another level, so that a beginning of the list is as varied as all of it.
for (let round = 0; round < picturesPerLevel; round++)
  for (let turn = 0; turn < levels; turn++)
    // The table's keys are the families, each with so many levels and more.
    for (const [i, family] of (Object.keys(families) as FamilyName[]).entries())
      await add(family, (turn + i) % levels, round);

await mkdir(folder, { recursive: true });
const about = 'Drawn pictures whose content no training sees: seven families at their five easiest levels.';
await writeFile(
  join(folder, 'benchmark.json'),
  `{"version":1,"name":"nano-world","about":${JSON.stringify(about)},"pictures":[\n${pictures.map((one) => JSON.stringify(one)).join(',\n')}\n]}\n`,
);
await writeFile(join(folder, 'pictures.tar'), tarOf(files));
console.log(`${pictures.length} pictures in ${folder}`);

async function add(family: FamilyName, level: number, index: number): Promise<void> {
  const source = worldSource({ seed, split: 'test', families: [family] });
  const {
    pictures: [picture],
    turns,
    task,
  } = await source.read(index, level);
  if (!picture) throw new Error('The world drew nothing.');
  const name = `${family}-${level}-${index}.png`;
  const { width, height, rgb } = picture;
  const bytes = await sharp(rgb, { raw: { width, height, channels: 3 } })
    .png({ compressionLevel: 9, effort: 10 })
    .toBuffer();
  files.push({ name, bytes });
  const guess = await usualOf(source, family, level);
  const kept = turns.filter(({ task: own = task }) => !longKinds.has(own.split('/')[1] ?? ''));
  pictures.push({
    picture: name,
    turns: kept.map(({ question, answer, task: own = task }) => ({
      ...{ task: own, level, question, expected: answer, blind: guess(own, question) },
    })),
  });
}

function usualOf(source: WorldSource, family: string, level: number) {
  const key = `${family} ${level}`;
  const known = counted.get(key) ?? count(source, level);
  counted.set(key, known);
  return known;
}

async function count(source: WorldSource, level: number) {
  const asked: AskedTurn[] = [];
  for (let i = 0; i < countedPictures; i++) {
    const { turns, task } = await source.read(picturesPerLevel + i, level);
    for (const { question, answer, task: own = task } of turns)
      asked.push({ task: own, pictures: [], question, expected: answer });
  }
  return (task: string, question: string) => usualAnswers(asked.filter((one) => one.task === task))(question);
}

/** An archive as POSIX describes it, without times and owners. */
function tarOf(entries: readonly { name: string; bytes: Uint8Array }[]): Uint8Array {
  const blocks = entries.flatMap(({ name, bytes }) => [
    header(name, bytes.length),
    bytes,
    new Uint8Array((512 - (bytes.length % 512)) % 512),
  ]);
  return Buffer.concat([...blocks, new Uint8Array(1024)]);
}

function header(name: string, sizeBytes: number): Uint8Array {
  const block = Buffer.alloc(512);
  const octal = (value: number, digits: number) => value.toString(8).padStart(digits, '0');
  block.write(name, 0);
  block.write(
    `${octal(0o644, 7)}\0${octal(0, 7)}\0${octal(0, 7)}\0${octal(sizeBytes, 11)}\0${octal(0, 11)}\0        0`,
    100,
  );
  block.write('ustar\x0000', 257);
  const sum = block.reduce((total, byte) => total + byte, 0);
  block.write(`${octal(sum, 6)}\0 `, 148);
  return block;
}
