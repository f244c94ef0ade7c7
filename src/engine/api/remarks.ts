import type { DeviceName } from './choices.ts';

/**
 * What the engine tells a user beside its errors, which have the same parts: a code, under which other languages keep
 * their sentence, its details, and the sentence in English. Plain data.
 */
export interface Remark {
  readonly code: string;
  readonly details: unknown;
  readonly message: string;
}

/** Words of a sentence: a remark, or, in records of earlier versions and where nothing of it is ours, the words alone. */
export type Said = string | Remark;

/** What each device is. */
const kinds = {
  'kind/cpu': () => 'The processor; always there.',
  'kind/webgpu': () => 'A graphics processor through WebGPU (Vulkan, Direct3D 12 or Metal).',
  'kind/cuda': () => 'An NVIDIA graphics processor through CUDA.',
  'kind/directml': () => 'A graphics processor through DirectML.',
  'kind/coreml': () => "Apple's Core ML.",
} satisfies { readonly [kind in `kind/${DeviceName}`]: () => string };

/** The sentence of each remark, by where it comes from. */
const sentences = {
  ...kinds,
  'presence/foreign': (d: { platform: string; architecture: string }) =>
    `ONNX Runtime does not have it for ${d.platform} on ${d.architecture}.`,
  'presence/no-vulkan': () =>
    "No Vulkan driver is installed: install the one for your graphics processor (Mesa's, or NVIDIA's own).",
  'presence/no-cuda': () =>
    "ONNX Runtime's CUDA files are not installed; webgpu runs on NVIDIA's graphics processors without them.",
  'trial/no-answer': (d: { seconds: number }) => `It gave no answer within ${d.seconds} seconds.`,
  'trial/not-begun': (d: { message: string }) => `It could not be tried: ${d.message}.`,
  'trial/crashed': (d: { signal: string }) => `Its driver crashed when it was tried (${d.signal}): update the driver.`,
  'trial/ended': (d: { exitCode: number }) =>
    `Trying it ended without an answer (exit code ${d.exitCode}): update its driver.`,
  'trial/no-adapter': () =>
    'Its drivers found no graphics processor that they can use: install or update the driver of yours.',
  'trial/no-libraries': () =>
    'Its libraries do not load: CUDA 12 or cuDNN 9 is missing, or not where libraries are looked for.',
  'trial/failed': (d: { reason: string }) => `It failed when it was tried: ${d.reason}.`,
  'trial/slow': (d: { speed: string }) =>
    `It works, but does ${d.speed} billion operations a second: less than the processor, which may be what stands in for it. Therefore auto passes it over.`,
  'auto/processor': (d: { reasons: Remark[] }) =>
    ['No graphics processor is used.', ...d.reasons.map(({ message }) => message)].join(' '),
  'auto/passed-over': (d: { device: string; about: Remark }) => `${d.device}: ${d.about.message}`,
  'auto/gave-up': (d: { device: string; error: Remark }) =>
    `${d.device} was tried and given up for the processor. ${d.error.message}`,
  'runtime/no-files': () =>
    'its files for this platform are missing. It exists for Windows and Linux on x64 and arm64, and for Macs with Apple silicon. There, install again.',
  'runtime/old-system': () =>
    "the system's C library is too old, or not glibc. Use a distribution of 2021 or newer with glibc, such as Debian 12, Ubuntu 22.04 or RHEL 9.",
  'runtime/no-redistributable': () =>
    'a Windows library that it needs is missing. Install the Microsoft Visual C++ Redistributable for Visual Studio 2015–2022.',
  'runtime/other': (d: { words: string; platform: string }) =>
    `${d.words}. Install again, on ${d.platform}, without omitting optional files.`,
  // What a Node.js is not fit for, as a clause.
  'node/no-version': () => 'it does not tell its version as Node.js does',
  'node/too-old': (d: { version: string }) => `it is version ${d.version}`,
  'node/does-not-run': (d: { message: string }) => `it does not run (${d.message})`,
  // What of a schema is not followed, as words within a sentence.
  'part/keyword': (d: { keyword: string }) => `the keyword ${d.keyword}`,
  'part/beside': (d: { keyword: string; other: string }) => `${d.keyword} beside ${d.other}`,
  'part/no-number': (d: { keyword: string }) => `${d.keyword} that is no number`,
  'part/pattern': (d: { pattern: string; problem: string }) => `the pattern ${d.pattern} (${d.problem})`,
  'part/format': (d: { format: string }) => `the format ${d.format}`,
  'part/reference': (d: { reference: string }) => `the reference ${d.reference}`,
  'part/type': (d: { type: string }) => `the type ${d.type}`,
  // What sets two pictures apart.
  'difference/none': () => 'The pictures are the same, pixel by pixel.',
  'difference/slight': (d: { largest: number; tolerance: number }) =>
    `The pictures are the same but for colours that differ by at most ${d.largest} of 255; up to ${d.tolerance} is what saving as JPEG or WebP changes.`,
  'difference/one-place': (d: { size: string; count: number; percent: string; boxes: Remark[] }) =>
    `Of ${d.size} pixels ${d.percent} % differ (${d.count}), in one place: ${listed(d.boxes)}, from the top left.`,
  'difference/places': (d: { size: string; count: number; percent: string; places: number; boxes: Remark[] }) =>
    `Of ${d.size} pixels ${d.percent} % differ (${d.count}), in ${d.places} places: ${listed(d.boxes)}, from the top left.`,
  'difference/many-places': (d: { size: string; count: number; percent: string; places: number; boxes: Remark[] }) =>
    `Of ${d.size} pixels ${d.percent} % differ (${d.count}), in ${d.places} places. The largest: ${listed(d.boxes)}, from the top left.`,
  'difference/box': (d: { width: number; height: number; x: number; y: number }) =>
    `${d.width} × ${d.height} at (${d.x}, ${d.y})`,
  'difference/tolerance': (d: { tolerance: number }) =>
    `Colours that differ by up to ${d.tolerance} of 255 are taken for the same: saving as JPEG or WebP changes them so.`,
  'difference/size': (d: { before: string; after: string }) =>
    `The sizes differ: ${d.before} and ${d.after} pixels. Pictures of two sizes are not compared pixel by pixel.`,
  'difference/frames': () => 'Only the first frame or page was looked at.',
  // How pictures are asked about where a model takes in fewer than there are.
  'pictures/one': (d: { model: string }) =>
    `${d.model} looks at one picture at a time, and is asked about each by itself.`,
  'pictures/few': (d: { model: string; most: number; pictures: number }) =>
    `${d.model} looks at ${d.most} pictures at a time. Of ${d.pictures}, it is asked about each by itself.`,
} satisfies Record<string, (details: never) => string>;

export type RemarkCode = keyof typeof sentences;
type Details<C extends RemarkCode> = Parameters<(typeof sentences)[C]>[0];

/** A remark with its sentence. */
export function remark<C extends RemarkCode>(code: C, details: Details<C>): Remark {
  // The table's row for `code` takes exactly the details of `code`; TypeScript cannot follow the pair through the lookup.
  return { code, details, message: (sentences[code] as (details: Details<C>) => string)(details) };
}

const listed = (remarks: readonly Remark[]) => remarks.map(({ message }) => message).join(', ');

/**
 * A part of a sentence that is said in one place alone, and whose code is therefore its own English form, with the names
 * of its details in braces. What others worded, such as a library or the system, is a detail.
 */
export function clause(words: string, details: Readonly<Record<string, string | number | Remark>> = {}): Remark {
  const message = words.replaceAll(/\{(\w+)\}/g, (whole, name: string) => {
    const value = details[name];
    return value === undefined ? whole : typeof value === 'object' ? value.message : String(value);
  });
  return { code: words, details, message };
}

/** The English words of what was said. */
export const wordsOf = (said: Said): string => (typeof said === 'string' ? said : said.message);
