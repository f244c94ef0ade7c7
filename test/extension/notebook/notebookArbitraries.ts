import fc from 'fast-check';
import { streamMimes } from '../../../src/extension/notebook/nbformatOutput.ts';
import type {
  JsonObject,
  PlainCell,
  PlainNotebook,
  PlainOutput,
} from '../../../src/extension/notebook/plainNotebook.ts';

const objects = fc
  .dictionary(fc.stringMatching(/^[a-z]{1,8}$/), fc.jsonValue())
  // Only what JSON can say: no negative zero, no object without a prototype.
  .map((value) => JSON.parse(JSON.stringify(value)) as JsonObject);
const lines = fc.string({ unit: fc.constantFrom('a', '\n', '\r', '☃', '😀', ' ', '"') });
const textBytes = lines.map((text) => new TextEncoder().encode(text));
const jsonBytes = objects.map((value) => new TextEncoder().encode(JSON.stringify(value)));

const items = fc.oneof(
  fc.record({ mime: fc.constantFrom('text/markdown', 'image/svg+xml'), bytes: textBytes }),
  fc.record({ mime: fc.constant('image/png'), bytes: fc.uint8Array() }),
  fc.record({ mime: fc.constant('application/vnd.x+json'), bytes: jsonBytes }),
);
const streams = fc.record({ mime: fc.constantFrom(...Object.values(streamMimes)), bytes: textBytes });
const outputs = fc
  .oneof(
    fc.uniqueArray(items, { selector: ({ mime }) => mime, minLength: 1 }),
    streams.map((item) => [item]),
  )
  .map((all): PlainOutput => ({ items: all }));

const codeCells = fc.record({
  ...{ kind: fc.constant('code' as const), language: fc.constant('hovle'), text: lines, metadata: objects },
  ...{
    rest: fc.constant<JsonObject>({}),
    outputs: fc.array(outputs, { maxLength: 3 }),
    executionCount: fc.option(fc.nat()),
  },
});
const markdownCells = fc.record({
  ...{ kind: fc.constant('markdown' as const), language: fc.constant('markdown'), text: lines, metadata: objects },
  ...{
    rest: objects.map((attachments): JsonObject => ({ attachments })),
    outputs: fc.constant<PlainOutput[]>([]),
    executionCount: fc.constant(null),
  },
});

/** Notebooks as the editor could hold them. */
export const notebooks: fc.Arbitrary<PlainNotebook> = fc
  .record({
    cells: fc
      .array(fc.oneof(codeCells, markdownCells), { maxLength: 5 })
      .map((cells) => cells.map((cell, index): PlainCell => ({ ...cell, id: `cell-${index}` }))),
    metadata: objects,
    rest: fc.constant({}),
  })
  // Objects with the usual prototype, as JSON.parse makes them.
  .map((notebook) => structuredClone(notebook));

const anyOutput = fc.record(
  {
    output_type: fc.constantFrom('stream', 'error', 'display_data', 'toString'),
    data: fc.oneof(objects, fc.jsonValue()),
    text: fc.jsonValue(),
    traceback: fc.jsonValue(),
  },
  { requiredKeys: ['output_type'] },
);
const anyCell = fc.record(
  {
    cell_type: fc.constantFrom('code', 'markdown', 'raw'),
    source: fc.oneof(fc.string(), fc.array(fc.string())),
    metadata: fc.oneof(objects, fc.jsonValue()),
    outputs: fc.array(fc.oneof(fc.jsonValue(), anyOutput)),
  },
  { requiredKeys: ['cell_type', 'source'] },
);

/** JSON that looks like a notebook and has anything in it. */
export const notebookLikeJson = fc
  .record({ nbformat: fc.constant(4), cells: fc.array(anyCell) })
  .map((value) => JSON.stringify(value));
