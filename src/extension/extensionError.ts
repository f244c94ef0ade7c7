/** The sentence for each error that arises on the editor's side of the engine: what happened and what to do. */
const sentences = {
  'notebook/damaged': (d: { reason: string }) =>
    `This notebook cannot be read: ${d.reason}. The file is left as it is; open it as text to repair it.`,
  'notebook/other-version': (d: { version: string }) =>
    `This notebook is written in version ${d.version} of the notebook format; HoVLE reads version 4. The file is left as it is.`,
  'cell/unknown-directive': (d: { name: string; line: number; known: string[] }) =>
    `Line ${d.line}: %${d.name} is not known. Known are ${d.known.map((name) => `%${name}`).join(', ')}. (A line of the question that starts with % is written \\%.)`,
  'cell/bad-value': (d: { name: string; value: string; line: number; wanted: string }) =>
    `Line ${d.line}: %${d.name} needs ${d.wanted}${d.value === '' ? '.' : `, not “${d.value}”.`}`,
  'cell/no-question': () => 'This cell asks nothing. Write a question under the picture, such as “What is this?”.',
  'cell/two-verbs': (d: { first: string; second: string; line: number }) =>
    `Line ${d.line}: a cell does one thing: %${d.first} or %${d.second}. Remove one, or put it into a cell of its own.`,
  'cell/caption-with-pictures': () =>
    '%caption takes its pictures from the pattern behind it. Remove the picture from the cell, or ask about it in another one.',
  'cell/each-without-pictures': () =>
    '%each asks about each picture of the cell, and this cell has none. Write one: ![](picture.png).',
  'cell/no-pictures': (d: { glob: string; folder: string }) =>
    `No picture in ${d.folder} fits %caption ${d.glob}. Patterns start at the folder of the notebook; ** stands for folders in between.`,
  'cell/too-many-pictures': (d: { glob: string; limit: number }) =>
    `More than ${d.limit} pictures fit %caption ${d.glob}. Use a narrower pattern.`,
  'cell/outside': (d: { path: string; folder: string }) =>
    `${d.path} leads out of ${d.folder}. Name a file or a pattern inside it.`,
  'cell/unsaved': (d: { path: string }) =>
    `${d.path} would lie beside this notebook, which has not been saved yet. Save it first.`,
  'cell/bad-schema': (d: { schema: string; reason: string }) =>
    `${d.schema} is no JSON schema that can be used: ${d.reason}.`,
  'cell/cut-json': (d: { tokens: number }) =>
    `The answer was cut after ${d.tokens} tokens, in the middle of its JSON. Allow more with %max_tokens.`,
  'cell/file-kept': (d: { file: string }) =>
    `${d.file} was there before and was not replaced. Name another file after >, or allow it to be replaced.`,
  'cell/nothing-to-continue': () =>
    'There is no answer above that %continue could carry on. Run the cell above first, or remove %continue.',
  'answer/question-changed': () =>
    'The question has changed since this answer: its words, a picture, or the conversation above. Run the cell again.',
  'answer/model-gone': (d: { model: string }) =>
    `The model that gave this answer, ${d.model}, is not among the models here any more. Run the cell again to ask another.`,
  'image/not-found': (d: { path: string }) => `There is no picture at ${d.path}.`,
  'image/too-large': (d: { path: string; sizeBytes: number; limitBytes: number }) =>
    `${d.path} has ${megabytes(d.sizeBytes)} MB; pictures of up to ${megabytes(d.limitBytes)} MB are read.`,
  'image/no-attachment': (d: { name: string; known: string[] }) =>
    `This cell has no attachment named ${d.name}. ${d.known.length === 0 ? 'It has none at all.' : `It has ${d.known.join(', ')}.`}`,
  'image/bad-data': () => 'The data: address of a picture cannot be read. It needs the form data:image/png;base64,….',
  'image/remote': (d: { address: string }) =>
    `${d.address} is on the web, and HoVLE fetches nothing without your consent. Allow it with the setting hovle.remoteImages, or save the picture as a file and name that.`,
  'image/not-fetched': (d: { address: string; status: number; type: string }) =>
    `${d.address} gave no picture: the server answered ${d.status}${d.type === '' ? '' : ` with ${d.type}`}.`,
  'image/no-words': (d: { path: string }) =>
    `The model answered with no words about ${d.path}. Try again, or select another model.`,
  'image/no-repository': (d: { path: string }) =>
    `${d.path} lies in no Git repository that is open here, so that there is nothing to compare it with.`,
  'image/not-committed': (d: { path: string }) =>
    `The last commit has no ${d.path}: the picture is new, and there is nothing to compare it with.`,
  'image/deleted': (d: { path: string }) =>
    `${d.path} has been deleted: only the last commit has it, and there is nothing to compare it with.`,
  'image/no-picture': (d: { path: string; known: string }) =>
    `${d.path} is no picture that is explained here. Files that end in ${d.known} are.`,
  'image/only-pointer': (d: { path: string }) =>
    `The last commit keeps ${d.path} by Git LFS, and what it kept is not on this machine. “git lfs fetch” brings it here.`,
  'image/outside-workspace': (d: { path: string }) =>
    `${d.path} does not lie in a folder of the workspace, and tools may look at nothing else.`,
  'chat/unreadable-part': (d: { mimeType: string }) =>
    `The chat holds something of the type ${d.mimeType}, which this model cannot read. It reads text and pictures.`,
  'file/not-saved': (d: { path: string; reason: string }) =>
    `${d.path} could not be saved: ${d.reason}. Save it in another place.`,
  'folder/unreadable': (d: { path: string; reason: string }) => `${d.path} could not be read: ${d.reason}.`,
  'model/none-in-folder': (d: { folder: string }) =>
    `There is no model in ${d.folder}. A checkpoint is a folder with config.json and .safetensors files.`,
  'model/unknown': (d: { name: string; known: string[] }) =>
    `There is no model named ${d.name}. ${d.known.length === 0 ? '' : `Known are ${d.known.join(', ')}. `}Choose one with “HoVLE: Select Model…”.`,
  'model/none': () => 'No model was found. Choose the folder of one with “HoVLE: Select Model…”.',
  'training/untrusted': () =>
    'This workspace is not trusted: a recipe may read any file, so no training is started here. Trust the workspace first.',
  'training/not-on-disk': (d: { recipe: string }) =>
    `${d.recipe} does not lie on a disk of this machine, where training needs it. Copy it there.`,
  'training/no-file': (d: { path: string }) => `There is no file ${d.path}. Paths start at the folder of the notebook.`,
  'benchmark/unknown': (d: { name: string; known: string[] }) =>
    `${d.name} is neither a file or folder nor a benchmark that comes with HoVLE (${d.known.join(', ')}).`,
  'model/untrusted': (d: { name: string }) =>
    `${d.name} is a folder that this workspace names, and the workspace is not trusted. Trust it, or choose a model with “HoVLE: Select Model…”.`,
} satisfies Record<string, (details: never) => string>;

export type ExtensionErrorCode = keyof typeof sentences;
type Details<C extends ExtensionErrorCode> = Parameters<(typeof sentences)[C]>[0];

/** An error a user can act on, as `EngineError` is, for what happens before the engine is asked. */
export class ExtensionError<C extends ExtensionErrorCode = ExtensionErrorCode> extends Error {
  readonly code: C;
  readonly details: Details<C>;

  constructor(code: C, details: Details<C>, options?: ErrorOptions) {
    // The table's row for `code` takes exactly the details of `code`; TypeScript cannot follow the pair through the lookup.
    super((sentences[code] as (details: Details<C>) => string)(details), options);
    this.name = 'ExtensionError';
    this.code = code;
    this.details = details;
  }
}

const megabytes = (bytes: number) => (bytes / 1e6).toFixed(1);
