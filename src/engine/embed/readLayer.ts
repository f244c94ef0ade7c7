// N vectors · D width

import { openSafetensors } from '../checkpoint/safetensorsFile.ts';
import { finiteRows } from './principalComponents.ts';

/** One layer of a survey's file, as far as it consists of numbers. */
export interface StoredLayer {
  /** Those vectors that have only numbers, [N, D]. */
  readonly vectors_ND: Float32Array;
  /** Where each of them stands in the layer. */
  readonly rows: readonly number[];
  /** How many rows the layer has, with those that are left out. */
  readonly allRows: number;
  readonly width: number;
}

/** Reads one layer of a file that a survey has written. */
export async function readLayer(path: string, layer: number): Promise<StoredLayer> {
  const file = await openSafetensors(path);
  try {
    const name = `layer.${layer}`;
    const [allRows = 0, width = 0] = file.tensors.get(name)?.shape ?? [];
    return { ...onlyFinite(await file.readFloat32(name), width), allRows, width };
  } finally {
    await file.close();
  }
}

function onlyFinite(all: Float32Array, width: number): Pick<StoredLayer, 'vectors_ND' | 'rows'> {
  const isFinite = finiteRows(all, width);
  const rows = [...isFinite.keys()].filter((row) => isFinite[row] === 1);
  const vectors_ND = new Float32Array(rows.length * width);
  for (const [to, row] of rows.entries()) vectors_ND.set(all.subarray(row * width, (row + 1) * width), to * width);
  return { vectors_ND, rows };
}
