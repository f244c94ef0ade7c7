import { readFileSync } from 'node:fs';
import { worldPackage } from '../worldPackage.ts';
import { drawings, type Drawing, type IconSet } from './concepts.ts';

/** A drawing as SVG elements in a square from 0 to `side`. Where it has no colours of its own it says `currentColor`. */
export interface IconBody {
  readonly body: string;
  readonly side: number;
}

/** The part of a collection's file that is used. */
interface Collection {
  readonly height?: number;
  readonly icons: { readonly [name: string]: { readonly body: string } };
}

// A collection that gives no height draws in sixteen units.
const defaultSide = 16;

const sets = new Map<IconSet, ReadonlyMap<string, IconBody>>();

/** The drawing's paths. A collection's file is read once; of it only the drawings of the table are kept. */
export function iconBody({ set, name }: Drawing): IconBody {
  const bodies = sets.get(set) ?? readSet(set);
  sets.set(set, bodies);
  const body = bodies.get(name);
  if (!body) throw new RangeError(`The collection ${set} has no drawing ${name}.`);
  return body;
}

function readSet(set: IconSet): ReadonlyMap<string, IconBody> {
  const file = worldPackage(`@iconify-json/${set}/icons.json`);
  // The file comes with a package whose version is fixed; its schema is the collection's.
  const { icons, height = defaultSide } = JSON.parse(readFileSync(file, 'utf8')) as Collection;
  const used = drawings.filter((drawing) => drawing.set === set);
  return new Map(
    used.flatMap(({ name }) => {
      const icon = icons[name];
      return icon ? [[name, { body: detached(icon.body), side: height }]] : [];
    }),
  );
}

/** A copy that shares no memory with the file's text, which would otherwise stay with it: 25 megabytes for one collection. */
function detached(body: string): string {
  return Buffer.from(body).toString();
}
