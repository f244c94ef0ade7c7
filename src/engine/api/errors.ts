import { describeDeath, type EngineDeath } from './engineDeath.ts';
import { wordsOf, type Remark, type Said } from './remarks.ts';

const gigabytes = (bytes: number): string => `${(bytes / 1e9).toFixed(2)} GB`;

/** The sentence for each error: what happened and what to do. The details are what tests and callers branch on. */
const sentences = {
  'checkpoint/missing-file': (d: { file: string }) => `${d.file} is missing. Is this the folder of a whole checkpoint?`,
  'checkpoint/no-weights': (d: { folder: string }) =>
    `${d.folder} has neither model.safetensors nor model.safetensors.index.json. Is this the folder of a whole checkpoint?`,
  'checkpoint/truncated': (d: { file: string; sizeBytes: number; neededBytes: number }) =>
    `${d.file} has ${d.sizeBytes} bytes where at least ${d.neededBytes} are needed: it was cut short. Copy or download it again.`,
  'checkpoint/file-too-large': (d: { file: string; sizeBytes: number; limitBytes: number }) =>
    `${d.file} has ${d.sizeBytes} bytes, more than the ${d.limitBytes} that such a file may have.`,
  'checkpoint/header-too-large': (d: { file: string; headerBytes: number; limitBytes: number }) =>
    `${d.file} announces a header of ${d.headerBytes} bytes, more than the ${d.limitBytes} allowed. It is no safetensors file, or it is damaged.`,
  'checkpoint/only-pointer': (d: { file: string }) =>
    `${d.file} is a Git LFS pointer, not the file itself. “git lfs pull” in its folder brings it here.`,
  'checkpoint/bad-header': (d: { file: string; at: number; reason: Said }) =>
    `The header of ${d.file} is not what a safetensors file has: ${wordsOf(d.reason)} (character ${d.at}).`,
  'checkpoint/duplicate-key': (d: { file: string; key: string }) => `The header of ${d.file} names ${d.key} twice.`,
  'checkpoint/unknown-dtype': (d: { file: string; name: string; dtype: string; known: string[] }) =>
    `${d.name} in ${d.file} has the element type ${d.dtype}. Readable are ${d.known.join(', ')}.`,
  'checkpoint/bad-shape': (d: { file: string; name: string; shape: number[] }) =>
    `${d.name} in ${d.file} has the impossible shape [${d.shape.join(', ')}].`,
  'checkpoint/bad-offsets': (d: { file: string; name: string; begin: number; end: number; dataBytes: number }) =>
    `${d.name} in ${d.file} claims bytes ${d.begin} to ${d.end} of ${d.dataBytes}: that is no range of the file.`,
  'checkpoint/size-mismatch': (d: { file: string; name: string; neededBytes: number; givenBytes: number }) =>
    `${d.name} in ${d.file} needs ${d.neededBytes} bytes for its shape and element type, but the header gives it ${d.givenBytes}.`,
  'checkpoint/overlap': (d: { file: string; name: string; other: string }) =>
    `${d.name} and ${d.other} in ${d.file} claim the same bytes.`,
  'checkpoint/hole': (d: { file: string; begin: number; end: number }) =>
    `Bytes ${d.begin} to ${d.end} of the data of ${d.file} belong to no tensor, which the safetensors format forbids.`,
  'checkpoint/bad-index': (d: { file: string; reason: Said }) =>
    `${d.file} is no index of a checkpoint: ${wordsOf(d.reason)}.`,
  'checkpoint/unsafe-path': (d: { file: string; path: string }) =>
    `${d.file} names the file ${d.path}, which does not lie inside the checkpoint's folder.`,
  'checkpoint/missing-shard': (d: { file: string; index: string; tensors: number }) =>
    `${d.file} is missing: ${d.index} says that it holds ${d.tensors} tensors. Download it again.`,
  'checkpoint/missing-tensor': (d: { name: string; file: string }) => `${d.file} has no tensor named ${d.name}.`,
  'checkpoint/wrong-shard': (d: { name: string; file: string; actual: string }) =>
    `The index says that ${d.name} lies in ${d.file}, but it lies in ${d.actual}.`,
  'checkpoint/tensor-twice': (d: { name: string; files: string[] }) =>
    `${d.name} is stored twice, in ${d.files.join(' and ')}: which one is meant cannot be known.`,
  'checkpoint/wrong-shape': (d: { name: string; file: string; shape: number[]; expected: number[] }) =>
    `${d.name} in ${d.file} has the shape [${d.shape.join(', ')}] where config.json asks for [${d.expected.join(', ')}].`,
  'checkpoint/not-floating': (d: { name: string; file: string; dtype: string }) =>
    `${d.name} in ${d.file} holds ${d.dtype}, not floating-point numbers.`,
  'checkpoint/not-finite': (d: { name: string; file: string; index: number; value: number }) =>
    `${d.name} in ${d.file} holds ${d.value} at element ${d.index}: the weights are damaged.`,
  'checkpoint/stale-files': (d: { folder: string; files: string[] }) =>
    `${d.folder} already holds another checkpoint (${d.files.join(', ')}). Choose another folder, or remove those files.`,
  'disk/too-little-space': (d: { folder: string; neededBytes: number; freeBytes: number }) =>
    `${d.folder} has room for ${gigabytes(d.freeBytes)}, but ${gigabytes(d.neededBytes)} are needed. Free some space, or choose another folder.`,
  'disk/full': (d: { file: string }) =>
    `The disk is full: ${d.file} could not be written. Free some space and try again.`,
  'disk/missing': (d: { file: string }) => `${d.file} does not exist. Check the path.`,
  'disk/no-folder': (d: { file: string }) => `${d.file} cannot be written: its folder does not exist.`,
  'disk/is-folder': (d: { file: string }) => `${d.file} is a folder. Name a file.`,
  'disk/no-permission': (d: { file: string }) => `There is no permission to use ${d.file}.`,
  'disk/failed': (d: { file: string; reason: string }) => `${d.file} could not be used: ${d.reason}.`,
  'config/not-json': (d: { file: string }) => `${d.file} is not a JSON object.`,
  'config/unknown-layout': (d: { file: string }) =>
    `${d.file} describes neither a HoVLE model (embedding_config) nor an InternVL2 model (vision_config).`,
  'config/unsupported': (d: { file: string; field: string; found: Said; expected: Said }) =>
    `${d.file}: ${d.field} is ${wordsOf(d.found)}; this program can only run ${wordsOf(d.expected)}.`,
  'compile/other-folder': (d: { folder: string }) =>
    `${d.folder} holds something else, which compiling there would delete. Name a folder that does not exist or is empty.`,
  'compile/bad-manifest': (d: { file: string }) =>
    `${d.file} cannot be read. Delete its folder to compile the model again.`,
  'embed/no-such-layer': (d: { layer: number; last: number }) =>
    `The model has no layer ${d.layer}: layers are numbered from 0, what enters the model, to ${d.last}.`,
  'embed/nothing': () => 'There is nothing to embed: give a picture, a text, or both.',
  'embed/too-long': (d: { tokens: number; contextLimit: number }) =>
    `Pictures and words take ${d.tokens} tokens together, but the model reads at most ${d.contextLimit}. Show fewer pictures, or fewer tiles of them.`,
  'embed/too-many': (d: { vectors: number; limit: number }) =>
    `A map of ${d.vectors} vectors would take too long; at most ${d.limit} are laid out. Show fewer pictures, or fewer tiles of them.`,
  'embed/cluster-count': (d: { count: number; most: number }) =>
    `${d.count} is no number of groups: give a whole number from 1 to ${d.most}.`,
  'embed/wrong-width': (d: { numbers: number; width: number }) =>
    `${d.numbers} numbers are no vectors of this model, whose vectors have ${d.width} numbers each.`,
  'map/no-picture': () => 'There is no picture in this question, so there is nothing to draw a map of.',
  'map/no-words': () => 'There are no words to look for: name a word.',
  'map/no-such-pieces': (d: { first: number; count: number; pieces: number }) =>
    `The answer has ${d.pieces} pieces; ${d.count} from piece ${d.first} on are not among them.`,
  'map/not-a-number': (d: { method: string; others: string[] }) =>
    `The map by ${d.method} came out as something that is not a number, so it is not shown. Try ${d.others.join(' or ')}.`,
  'map/too-large': (d: { method: string; tokens: number; neededBytes: number; freeBytes: number; others: string[] }) =>
    `A map by ${d.method} over ${d.tokens} tokens would take about ${gigabytes(d.neededBytes)} of memory, and ${gigabytes(d.freeBytes)} are free. ` +
    `Cut the pictures into fewer tiles, or take ${d.others.join(' or ')}.`,
  'session/cannot-load': (d: { file: string; reason: string }) =>
    `${d.file} could not be loaded (${d.reason}). Delete the compiled folder to compile the model again.`,
  'session/no-runtime': (d: { platform: string; reason: Remark }) =>
    `ONNX Runtime, which computes the models, cannot be loaded on ${d.platform}: ${d.reason.message}`,
  'device/unavailable': (d: { wanted: string; usable: string[]; detail: Remark }) =>
    `This machine has no ${d.wanted} device. ${d.detail.message} Usable here: ${d.usable.join(', ')}.`,
  'device/cannot-load': (d: { device: string; reason: string }) =>
    `The model could not be loaded on ${d.device}: ${d.reason}. Choose another device, such as cpu, or another precision.`,
  'device/no-kernels': (d: { device: string; precision: string }) =>
    `The model could not be loaded on ${d.device}: it has no kernels for the precision ${d.precision}. Choose another device, such as cpu, or another precision.`,
  'device/short-runs': (d: { device: string; rows: number; neededRows: number }) =>
    `The model could not be loaded on ${d.device}: it computes ${d.rows} rows at once, and this model needs ${d.neededRows}. Choose another device, such as cpu, or another precision.`,
  'device/failed': (d: { device: string; reason: string }) =>
    `The model could not be computed on ${d.device}: ${d.reason}.` +
    (d.device === 'cpu' ? '' : ' If it happens again, choose another device, such as cpu.'),
  'generation/bad-option': (d: { option: string; value: string; allowed: Said }) =>
    `The option ${d.option} is ${d.value}, but must be ${wordsOf(d.allowed)}.`,
  'generation/not-a-number': (d: { tokenId: number }) =>
    `The model computed something that is not a number (at token ${d.tokenId}). Try another device or precision; if that does not help, the checkpoint is damaged.`,
  'generation/no-token-fits': () =>
    'No token of this model continues an answer that fits the schema. Its tokenizer cannot spell every character; simplify the schema.',
  'schema/missing-file': (d: { file: string }) => `${d.file}, which should hold the schema, does not exist.`,
  'schema/not-json': (d: { reason: string }) => `The schema is no JSON schema: ${d.reason}.`,
  'schema/too-large': (d: { size: number; limit: number; what: string }) =>
    `The schema has ${d.size} ${d.what}; at most ${d.limit} are followed.`,
  'schema/unsupported': (d: { what: Said; place: string }) =>
    `The schema cannot be followed while an answer is written: ${wordsOf(d.what)}, in ${d.place}.`,
  'schema/impossible': () => 'No JSON of finite length fits the schema.',
  'image/missing': (d: { image: string }) => `${d.image} does not exist. Check the path.`,
  'image/on-the-web': (d: { image: string }) =>
    `${d.image} is an address on the web; the engine reads files of this machine alone. Save the picture first.`,
  'image/outside': (d: { image: string; folders: string[] }) =>
    `${d.image} does not lie in ${d.folders.join(' or ')}; pictures are read there alone. Name another folder with --root.`,
  'image/no-permission': (d: { image: string }) => `There is no permission to read ${d.image}.`,
  'image/not-a-file': (d: { image: string }) => `${d.image} is no file but a folder or a device. Name a picture file.`,
  'image/unreadable': (d: { image: string; reason: string }) => `${d.image} could not be read: ${d.reason}.`,
  'image/empty': (d: { image: string }) => `${d.image} is empty: it has no bytes. Save or copy the picture again.`,
  'image/too-many-bytes': (d: { image: string; sizeBytes: number; limitBytes: number }) =>
    `${d.image} has ${d.sizeBytes} bytes; a picture may have at most ${d.limitBytes}. Save it smaller.`,
  'image/too-many-pixels': (d: {
    image: string;
    width: number;
    height: number;
    limitPixels: number;
    limitSide: number;
  }) =>
    `${d.image} is ${d.width} × ${d.height} pixels; a picture may have at most ${d.limitPixels / 1e6} million, and ${d.limitSide} on a side. Make it smaller.`,
  'image/not-an-image': (d: { image: string; readable: string }) =>
    `${d.image} is not a picture that can be read. Readable are ${d.readable}.`,
  'image/unsupported-format': (d: { image: string; format: Said; readable: string }) =>
    `${d.image} is ${wordsOf(d.format)}, which is not read. Save it as one of ${d.readable}.`,
  'image/damaged': (d: { image: string; reason: Said }) =>
    `${d.image} is damaged or cut short (${wordsOf(d.reason)}). Save or download it again.`,
  'image/too-slow': (d: { image: string; limitSeconds: number }) =>
    `Decoding ${d.image} took longer than ${d.limitSeconds} seconds and was given up. Save it as a simpler picture.`,
  'image/no-pages': (d: { image: string }) =>
    `${d.image} is no document with pages. Leave out #page=, which names a page of a PDF file.`,
  'image/bad-page': (d: { image: string }) =>
    `${d.image} names no page. Write its number behind #page=, counted from 1.`,
  'image/no-such-page': (d: { image: string; page: number; pages: number }) =>
    `${d.image} has no page ${d.page}: its pages are numbered from 1 to ${d.pages}.`,
  'image/too-many-pages': (d: { image: string; pages: number; limitPages: number }) =>
    `${d.image} has ${d.pages} pages; documents of up to ${d.limitPages} are read. Split it into smaller files.`,
  'image/locked': (d: { image: string }) =>
    `${d.image} is protected by a password and cannot be read. Save a copy of it without one.`,
  'prompt/empty': () => 'There is nothing to answer: the question is empty.',
  'prompt/missing-pictures': (d: { places: number; pictures: number }) =>
    `The question has places (<image>) for ${d.places} pictures, but ${d.pictures} were given. Name each picture, or leave its place out.`,
  'prompt/too-long': (d: { promptTokens: number; imageTokens: number; contextLimit: number }) =>
    `The question takes ${d.promptTokens} tokens, ${d.imageTokens} of them for pictures, but the model reads at most ${d.contextLimit}. ` +
    (d.imageTokens > 0
      ? 'Cut the pictures into fewer tiles, send fewer of them, or shorten the text.'
      : 'Shorten the text.'),
  'tokenizer/not-a-model': (d: { file: string; reason: Said }) =>
    `${d.file} is no SentencePiece tokenizer: ${wordsOf(d.reason)}. Copy or download it again.`,
  'tokenizer/truncated': (d: { file: string; sizeBytes: number; neededBytes: number }) =>
    `${d.file} has ${d.sizeBytes} bytes, but an entry in it claims to reach byte ${d.neededBytes}: the file was cut short, or it is no tokenizer. Copy or download it again.`,
  'tokenizer/unsupported': (d: { file: string; found: Said; expected: Said }) =>
    `${d.file} is a tokenizer with ${wordsOf(d.found)}; this program can only read one with ${wordsOf(d.expected)}.`,
  'tokenizer/bad-added-token': (d: { file: string; token: string; reason: Said }) =>
    `${d.file} describes the added token ${d.token} in a way that cannot be used: ${wordsOf(d.reason)}.`,
  'tokenizer/beyond-weights': (d: { id: number; count: number }) =>
    `The tokenizer knows a token ${d.id}, but the weights are for ${d.count} tokens, counted from 0: tokenizer and weights do not belong together. Copy or download the whole checkpoint again.`,
  'chat/unknown-template': (d: { template: string; known: string[] }) =>
    `The model asks for the chat template ${d.template}, which is not known here. Known are ${d.known.join(', ')}.`,
  'chat/missing-token': (d: { token: string; template: string }) =>
    `The tokenizer has no token ${d.token}, which the chat template ${d.template} needs. Do the tokenizer's files belong to this model?`,
  'chat/no-question': () => "The conversation does not end with a question: its last turn must be the user's.",
  'engine/died': (d: EngineDeath) => `The engine ${describeDeath(d)}. The next request starts it again.`,
  'engine/crashes-repeatedly': (d: { times: number; withinSeconds: number; last: EngineDeath }) =>
    `The engine stopped ${d.times} times within ${d.withinSeconds} seconds and is not started again by itself. ` +
    `The last time it ${describeDeath(d.last)}. Its log says more.`,
  'engine/cannot-start': (d: { node: string; reason: string; log: string }) =>
    `The engine could not be started with ${d.node}: ${d.reason}. Its log says more.`,
  'engine/node-unusable': (d: { node: string; reason: Remark }) =>
    `${d.node} was named as the Node.js to run the engine with, but ${d.reason.message}. Name a Node.js 20 or newer, or none.`,
  'engine/stopped': () => 'The engine was stopped before the request was done.',
  'engine/unsendable': (d: { reason: string }) =>
    `What was asked or answered could not be passed on to or from the engine: ${d.reason}.`,
  'engine/unsafe-folder': (d: { folder: string; reason: string }) =>
    `${d.folder} cannot hold the engine's connection: ${d.reason}. Delete it, or choose another folder.`,
  'engine/internal': (d: { message: string }) => `Something went wrong inside the engine: ${d.message}`,
  'data/bad-record': (d: { file: string; place: Said; reason: Said }) =>
    `${wordsOf(d.place)} of ${d.file} cannot be used: ${wordsOf(d.reason)}.`,
  'data/bad-file': (d: { file: string; reason: Said }) => `${d.file} cannot be read as data: ${wordsOf(d.reason)}.`,
  'data/other-json': (d: { file: string }) =>
    `${d.file} is JSON, but neither a list of records nor one of the files that hold them.`,
  'data/outside': (d: { path: string; folder: string }) =>
    `${d.path} leads out of ${d.folder}. Data may name only files inside its own folder.`,
  'data/too-large': (d: { file: string; what: string; size: number; limit: number }) =>
    `${d.file} has ${d.size} ${d.what}; at most ${d.limit} are read. Split it into smaller files.`,
  'data/list-too-large': (d: { file: string; lines: string; sizeBytes: number; limitBytes: number }) =>
    `${d.file} takes ${gigabytes(d.sizeBytes)}; .json is read whole, up to ${gigabytes(d.limitBytes)}. With a record a line it may be of any size: jq -c '.[]' '${d.file}' > '${d.lines}'`,
  'data/unknown-format': (d: { path: string; known: Said[] }) =>
    `${d.path} is no data that can be read. Known are ${d.known.map(wordsOf).join('; ')}.`,
  'data/packed': (d: { file: string }) =>
    `${d.file} is packed by gzip, which is not read here: a record in it could be found only by unpacking all before it. Unpack it with gunzip.`,
  'data/empty': (d: { path: string }) => `${d.path} holds no example.`,
  'data/no-words': (d: { name: string; number: number }) =>
    `Example ${d.number} of ${d.name} has a picture, but neither a question with an answer nor a caption: there is nothing to learn to say.`,
  'data/pictures-apart': () =>
    'The questions of an example have its pictures at different places, so that they cannot be learned together: make an example of each.',
  'data/no-world': (d: { file: string }) =>
    `Pictures of the procedural world cannot be drawn here: ${d.file} is missing. Its renderer, fonts and icons come with a checkout of the project, not with the extension: train there after npm install, or give the recipe data of your own (dataset: instead of world:).`,
  'train/sample-too-long': (d: { tokens: number; rowTokens: number }) =>
    `The sample takes ${d.tokens} tokens; a row may have at most ${d.rowTokens}.`,
  'train/nothing-to-learn': (d: { step: number; reasons: Said[] }) =>
    `Not one sample of step ${d.step} can be learned from. ${d.reasons.map(wordsOf).join(' ')}`,
  'train/not-a-number': (d: { step: number }) =>
    `The loss of step ${d.step} is not a number. Go on from the last checkpoint with a lower learning rate.`,
  'train/other-stage': (d: { file: string; found: string; expected: string }) =>
    `${d.file} belongs to the stage ${d.found}, not to ${d.expected}. Choose another folder for this run.`,
  'train/reader-died': () =>
    'A thread that reads training data ended. Start the training again: it goes on from its last checkpoint.',
  'train/no-model': () => 'The recipe does not say which model to begin from: give it the field model.',
  'train/no-teacher': (d: { folder: string }) =>
    `${d.folder} cannot teach: a teacher has a vision transformer and a projector, as InternVL2 has.`,
  'train/other-tiles': (d: { folder: string }) =>
    `${d.folder} cannot teach this model: its tiles, or the tokens it makes of one, are of another size.`,
  'train/other-layout': (d: { stage: string; folder: string; needed: Said }) =>
    `The stage ${d.stage} cannot train ${d.folder}: it needs a model in ${wordsOf(d.needed)}.`,
  'train/nothing-trains': (d: { stage: string }) =>
    `The stage ${d.stage} would change nothing: the model has none of the tensors that it trains.`,
  'train/nothing-held-out': (d: { stage: string }) =>
    `The stage ${d.stage} asks for evaluation, but not one picture of its data is held out. Give its data a larger heldOutShare or more pictures, or leave evaluation out.`,
  'train/bad-recipe': (d: { file: string; problems: Said[] }) => d.problems.map(wordsOf).join('\n'),
  'train/no-such-model': (d: { model: string; folder: string; shipped: string[] }) =>
    `The recipe names the model ${d.model}, which is neither an earlier stage, nor the folder ${d.folder}, nor a shipped model (${d.shipped.join(', ') || 'there is none'}).`,
  'train/other-recipe': (d: { folder: string; recipe: string }) =>
    `${d.folder} holds a run of another recipe, or of an earlier form of it: it was begun by ${d.recipe}. Choose another folder with --out, or go on with the new one by --changed.`,
  'train/stage-behind': (d: { folder: string; earlier: string }) =>
    `${d.folder} has learned from what came out of ${d.earlier}, a stage that is to go on now. Remove ${d.folder} to let it begin again from the new model, or choose another folder with --out.`,
  'train/already-running': (d: { folder: string }) => `The run in ${d.folder} is under way in another process.`,
  'train/bad-state': (d: { file: string }) =>
    `${d.file} is not the state of a training run. Remove its folder to go on from the checkpoint before.`,
  'train/no-run': (d: { folder: string }) => `${d.folder} holds no training run.`,
  'train/not-running': (d: { folder: string }) => `The run in ${d.folder} is not under way.`,
  'train/cannot-start': (d: { folder: string; reason: Said }) =>
    `The training could not be started in ${d.folder}: ${wordsOf(d.reason)}.`,
  'train/too-large-to-ask': (d: { sizeBytes: number; limitBytes: number }) =>
    `The model takes ${gigabytes(d.sizeBytes)}; pinned questions are asked while a model trains only up to ${gigabytes(d.limitBytes)}.`,
  'request/invalid': (d: { what: Said; expected: Said }) => `${wordsOf(d.what)} must be ${wordsOf(d.expected)}.`,
  'request/no-model': () =>
    'No model was named and none is shipped here. Name a folder with --model, or in the variable HOVLE_MODEL.',
  'request/unknown-model': (d: { model: string; known: string[] }) =>
    `${d.model} is neither a folder nor a shipped model (${d.known.join(', ') || 'there is none'}).`,
  'request/compiled-model': (d: { folder: string; checkpoint: string }) =>
    `${d.folder} is a compiled model without what a question takes. Name the checkpoint that it was made from, ${d.checkpoint}.`,
  'request/not-compiled': (d: { model: string; known: string[] }) =>
    `No compiled model of ${d.model} is kept (${d.known.join(', ') || 'there is none'}).`,
  'request/nothing-to-ask': () => 'The benchmark has no question with a known answer.',
  'request/cancelled': () => 'The request was cancelled.',
} satisfies Record<string, (details: never) => string>;

export type ErrorCode = keyof typeof sentences;
export type ErrorDetails<C extends ErrorCode> = Parameters<(typeof sentences)[C]>[0];

/** An error a user can act on: a code to branch on, details, and a sentence. */
export class EngineError<C extends ErrorCode = ErrorCode> extends Error {
  readonly code: C;
  readonly details: ErrorDetails<C>;

  constructor(code: C, details: ErrorDetails<C>, options?: ErrorOptions) {
    // The table's row for `code` takes exactly the details of `code`; TypeScript cannot follow the pair through the lookup.
    super((sentences[code] as (details: ErrorDetails<C>) => string)(details), options);
    this.name = 'EngineError';
    this.code = code;
    this.details = details;
  }
}

/** Whether the table has a row for this code. */
export function isErrorCode(code: string): code is ErrorCode {
  return Object.hasOwn(sentences, code);
}

/** Whether `error` is an engine error, of whatever code. */
export function isEngineError(error: unknown): error is EngineError {
  return error instanceof EngineError;
}

/** Whether `error` is an engine error of this code. */
export function hasCode<C extends ErrorCode>(error: unknown, code: C): error is EngineError<C> {
  return error instanceof EngineError && error.code === code;
}
