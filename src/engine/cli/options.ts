import { InvalidArgumentError, Option } from 'commander';
import { deviceNames, mostTiles, precisions } from '../api/choices.ts';

// Options that several commands share, and the reading of numbers.

export const modelOption = () =>
  new Option('--model <folder or name>', 'the model; by default HOVLE_MODEL, else the one that is shipped');

export const imageOption = () =>
  new Option('--image <file>', 'a picture, or a page as report.pdf#page=3; may be given several times').argParser(
    collect,
  );

export const precisionOption = () =>
  new Option(
    '--precision <precision>',
    'number format of the weights; by default fp32, or int4 above 300 million parameters',
  ).choices(precisions);

export const deviceOption = () =>
  new Option('--device <device>', 'where to run; by default auto').choices([...deviceNames, 'auto']);

export const maxTilesOption = () =>
  new Option(
    '--max-tiles <count>',
    `most tiles a picture is cut into, up to ${mostTiles}; by default as the model says`,
  ).argParser(tileLimit);

/** An option whose value is a number. */
export function numberOption(flags: string, description: string): Option {
  return new Option(flags, description).argParser(number);
}

/** An option whose value is a whole number. */
export function wholeNumberOption(flags: string, description: string): Option {
  return new Option(flags, description).argParser(wholeNumber);
}

/** An option that may be given several times. */
export function repeatedOption(flags: string, description: string): Option {
  return new Option(flags, description).argParser(collect);
}

function collect(value: string, before: string[] | undefined): string[] {
  return [...(before ?? []), value];
}

function number(value: string): number {
  const parsed = Number(value);
  if (value.trim() === '' || !Number.isFinite(parsed)) throw new InvalidArgumentError('It must be a number.');
  return parsed;
}

function tileLimit(value: string): number {
  const parsed = wholeNumber(value);
  if (parsed < 1 || parsed > mostTiles) throw new InvalidArgumentError(`It must be from 1 to ${mostTiles}.`);
  return parsed;
}

function wholeNumber(value: string): number {
  const parsed = number(value);
  if (!Number.isSafeInteger(parsed)) throw new InvalidArgumentError('It must be a whole number.');
  return parsed;
}
