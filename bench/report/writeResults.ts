import { appendFile, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Measurement } from '../benchmark.ts';
import type { Machine } from './machine.ts';
import { formatMeasurement } from './formatMeasurement.ts';

export interface Result {
  readonly benchmark: string;
  readonly date: Date;
  readonly machine: Machine;
  readonly measurements: readonly Measurement[];
}

/** Keeps a result: the numbers as JSON of its own, a list in results.md. */
export async function writeResults(folder: string, result: Result): Promise<void> {
  await mkdir(folder, { recursive: true });
  const stamp = result.date.toISOString().slice(0, 16).replace('T', '-').replace(':', '');
  await writeFile(join(folder, `${stamp}-${result.benchmark}.json`), `${JSON.stringify(result, undefined, 2)}\n`);
  await appendFile(join(folder, 'results.md'), resultList(result));
}

/** A list item of results.md, with one for each measurement. */
export function resultList({ benchmark, date, machine, measurements }: Result): string {
  const day = date.toISOString().slice(0, 16).replace('T', ' ');
  const place = `${machine.processor}, ${machine.cores} cores, ${machine.memoryGB} GB, load ${machine.load}`;
  const lines = measurements.map((measurement) => `  - ${formatMeasurement(measurement).trimEnd()}\n`);
  return `- ${day} **${benchmark}** (${place})\n${lines.join('')}`;
}
