import { join } from 'node:path';
import { EngineError } from '../api/errors.ts';
import { clause, type Remark } from '../api/remarks.ts';
import { openForReading, readText } from '../checkpoint/readableFile.ts';
import { indexTar, type TarEntry } from '../data/formats/tarIndex.ts';
import { dataLimits } from '../data/formats/limits.ts';
import { decodeImage } from '../image/decodeImage.ts';
import type { RgbImage } from '../image/rgbImage.ts';
import type { Benchmark, BenchmarkTurn } from './questions.ts';

/** By this file a folder is known to be a benchmark. */
export const manifestFile = 'benchmark.json';

/**
 * A benchmark that was made once and never changes: `benchmark.json` with its name and its pictures in order, each with
 * its questions; the pictures lie in `pictures.tar`.
 */
export async function openFixedBenchmark(folder: string): Promise<Benchmark> {
  const file = join(folder, manifestFile);
  const { name, pictures } = readManifest(await readText(file, manifestLimitBytes), file);
  const archive = join(folder, 'pictures.tar');
  const entries = new Map((await indexTar(archive)).map((entry) => [entry.name, entry]));
  return {
    name,
    length: pictures.length,
    read: async (index) => {
      // The caller keeps the index below the length.
      const { picture, turns } = pictures[index]!;
      const entry = entries.get(picture);
      if (!entry)
        throw new EngineError('data/bad-file', {
          file: archive,
          reason: clause('it has no {name}', { name: picture }),
        });
      return { pictures: [await readPicture(archive, entry)], turns };
    },
  };
}

const manifestLimitBytes = 64 * 2 ** 20;

async function readPicture(archive: string, { name, offset, sizeBytes }: TarEntry): Promise<RgbImage> {
  if (sizeBytes > dataLimits.pictureBytes)
    throw new EngineError('data/too-large', {
      ...{ file: `${archive}/${name}`, what: 'bytes', size: sizeBytes, limit: dataLimits.pictureBytes },
    });
  const file = await openForReading(archive);
  try {
    const { width, height, rgb } = await decodeImage({ bytes: await file.read(offset, sizeBytes), name });
    return { width, height, rgb };
  } finally {
    await file.close();
  }
}

interface Manifest {
  readonly name: string;
  readonly pictures: readonly { readonly picture: string; readonly turns: readonly BenchmarkTurn[] }[];
}

function readManifest(text: string, file: string): Manifest {
  const bad = (reason: Remark): never => {
    throw new EngineError('data/bad-file', { file, reason });
  };
  const read = parse(text, bad);
  if (!isObject(read) || typeof read['name'] !== 'string') return bad(clause('it has no name'));
  if (read['version'] !== 1) return bad(clause('it is of another version'));
  if (!Array.isArray(read['pictures'])) return bad(clause('it has no list of pictures'));
  const pictures = read['pictures'].map((entry: unknown, i) => {
    if (!isObject(entry) || typeof entry['picture'] !== 'string' || !Array.isArray(entry['turns']))
      return bad(clause('entry {number} is no picture with questions', { number: i }));
    return {
      picture: entry['picture'],
      turns: entry['turns'].map(
        (turn: unknown) => turnOf(turn) ?? bad(clause('a question of entry {number} cannot be read', { number: i })),
      ),
    };
  });
  return { name: read['name'], pictures };
}

function turnOf(value: unknown): BenchmarkTurn | undefined {
  if (!isObject(value)) return undefined;
  const { task, level, question, expected, blind } = value;
  if (typeof task !== 'string' || typeof question !== 'string' || typeof expected !== 'string') return undefined;
  if (!Number.isSafeInteger(level)) return undefined;
  return { task, level: Number(level), question, expected, ...(typeof blind === 'string' && { blind }) };
}

function parse(text: string, bad: (reason: Remark) => never): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return bad(clause('it is not JSON'));
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
