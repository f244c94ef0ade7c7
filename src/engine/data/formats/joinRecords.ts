import { EngineError } from '../../api/errors.ts';
import { clause } from '../../api/remarks.ts';
import type { ExampleSource } from '../example.ts';
import type { RecordList } from './recordList.ts';

/** Which part of the records is wanted. */
export interface PartOptions {
  /** To learn from, or to be asked about afterwards; all of them where absent. */
  readonly part?: 'train' | 'heldOut';
  /** How much is held out: a share of the pictures, not of the records. */
  readonly heldOutShare?: number;
  /** Whether at least one picture is held out, where there are two and any share is to be. */
  readonly holdsOutOne?: boolean;
}

/** Lists one after another as one source, of which only a part may be wanted. */
export function joinRecords(
  name: string,
  lists: readonly RecordList[],
  { part, heldOutShare = 0.05, holdsOutOne = false }: PartOptions,
): ExampleSource & { readonly length: number } {
  const share = holdsOutOne && part !== undefined ? shareOfOne(lists, heldOutShare) : heldOutShare;
  const chosen = lists.map((list) => (part === undefined ? undefined : choose(list, part, share)));
  // There is a choice, or none, for each list.
  const lengths = lists.map((list, at) => chosen[at]?.length ?? list.length);
  const length = lengths.reduce((sum, each) => sum + each, 0);
  const read = async (index: number) => {
    if (!Number.isSafeInteger(index) || index < 0 || index >= length)
      throw new EngineError('request/invalid', {
        what: clause('index'),
        expected: clause('a whole number from 0 to {most}', { most: length - 1 }),
      });
    const { at, within } = locate(lengths, index);
    // Both were found by walking over these very lists.
    return lists[at]!.read(chosen[at]?.[within] ?? within);
  };
  return { name, length, read };
}

/** The share, or, where of few pictures none falls below it, one that the picture with the lowest lot alone falls below. */
function shareOfOne(lists: readonly RecordList[], share: number): number {
  let [lowest, second] = [Infinity, Infinity];
  for (const list of lists) {
    for (let index = 0; index < list.length && lowest >= share; index++) {
      const lot = list.lotOf(index);
      // Records of one picture have the same lot.
      if (lot < lowest) [lowest, second] = [lot, lowest];
      else if (lot > lowest && lot < second) second = lot;
    }
  }
  return share > 0 && lowest >= share && second < Infinity ? second : share;
}

/** The numbers of the records whose pictures belong to this part. */
function choose(list: RecordList, part: 'train' | 'heldOut', heldOutShare: number): Uint32Array {
  const fitting: number[] = [];
  for (let index = 0; index < list.length; index++) {
    const isHeldOut = list.lotOf(index) < heldOutShare;
    if (isHeldOut === (part === 'heldOut')) fitting.push(index);
  }
  return Uint32Array.from(fitting);
}

function locate(lengths: readonly number[], index: number): { at: number; within: number } {
  let within = index;
  let at = 0;
  // The index is below the sum of all lengths, so the walk ends inside the list.
  while (within >= lengths[at]!) within -= lengths[at++]!;
  return { at, within };
}
