import { defaultImageLimits } from '../../image/imageLimits.ts';

/** What data may cost before it is refused. Data is made by others: a file may be damaged, or made to harm. */
export const dataLimits = {
  /** A text that is parsed as a whole: V8 holds no longer string. */
  jsonBytes: 400 * 2 ** 20,
  /** One line of a .jsonl file, one text beside a picture. */
  lineBytes: 4 * 2 ** 20,
  /** Records of a file; where each lies is kept in memory. */
  records: 50_000_000,
  /** An encoded picture inside another file; as large as one in a file of its own may be. */
  pictureBytes: defaultImageLimits.encodedBytes,
  picturesPerRecord: 64,
  turnsPerRecord: 1000,
  /** Files that a folder or a list may name. */
  files: 5_000_000,
  /** The description at the end of a Parquet file. */
  parquetFooterBytes: 64 * 2 ** 20,
  /** What one group of rows of a Parquet file may take once it is unpacked. */
  parquetGroupBytes: 2 ** 30,
} as const;
