import type { Example } from '../example.ts';

/** Records of a data set by number: where each is, is known; what it says is read when it is wanted. */
export interface RecordList {
  /** The file or folder they came from. */
  readonly name: string;
  readonly length: number;
  /** In [0, 1), equal for records about the same picture: so no picture is both learned from and asked about afterwards. */
  lotOf(index: number): number;
  /** Throws an EngineError where this record is bad; the others stay readable. */
  read(index: number): Promise<Example>;
}
