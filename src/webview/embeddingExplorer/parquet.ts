import { parquetWriteBuffer, type BasicType } from 'hyparquet-writer';
import { pointTable, type PointRow, type TableSource } from './pointTable.ts';

/** The points of a layer as a Parquet file: the table that CSV has too, with the types of its columns. */
export function pointsAsParquet(sources: readonly TableSource[]): Uint8Array {
  const rows = pointTable(sources);
  const columnData = Object.entries(types).map(([name, type]) => ({
    ...{ name, type },
    // The names are those of the rows' fields.
    data: rows.map((row) => row[name as keyof PointRow]),
  }));
  return new Uint8Array(parquetWriteBuffer({ columnData, createdBy: 'HoVLE' }));
}

const types: { readonly [column in keyof PointRow]: BasicType } = {
  point: 'INT32',
  kind: 'STRING',
  text: 'STRING',
  picture: 'STRING',
  tile: 'INT32',
  thumbnail: 'BOOLEAN',
  row: 'INT32',
  column: 'INT32',
  component1: 'FLOAT',
  component2: 'FLOAT',
  component3: 'FLOAT',
  cluster: 'INT32',
  layer: 'INT32',
  model: 'STRING',
};
