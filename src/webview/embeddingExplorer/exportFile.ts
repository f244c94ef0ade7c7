import { pointsAsCsv, pointsAsSvg } from './exports.ts';
import { pointsAsParquet } from './parquet.ts';
import type { ExportKind } from './panels/toolbar.ts';
import { groundColour } from './plot/themeColours.ts';
import type { TableSource } from './pointTable.ts';
import type { Side } from './side.ts';

type PageExport = Exclude<ExportKind, 'safetensors'>;

/** A file that the page makes of what is shown; of two models, both are in it. */
export async function exportFile(
  kind: PageExport,
  sides: readonly Side[],
): Promise<{ name: string; bytes: Uint8Array }> {
  const layer = sides[0]?.tableSource()?.layer ?? 0;
  return { name: `embedding-layer-${layer}.${kind}`, bytes: await makers[kind](sides) };
}

const makers: { readonly [kind in PageExport]: (sides: readonly Side[]) => Promise<Uint8Array> | Uint8Array } = {
  png: (sides) => pngOf(besideOneAnother(sides.map(({ plot }) => plot.image()))),
  svg: (sides) => {
    const { color: text, fontFamily } = getComputedStyle(document.body);
    const drawings = sides.map((side) => side.drawing()).filter((one) => one !== undefined);
    return new TextEncoder().encode(pointsAsSvg(drawings, { background: groundColour(), text, fontFamily }));
  },
  csv: (sides) => new TextEncoder().encode(pointsAsCsv(tables(sides))),
  parquet: (sides) => pointsAsParquet(tables(sides)),
};

function tables(sides: readonly Side[]): TableSource[] {
  return sides.map((side) => side.tableSource()).filter((source) => source !== undefined);
}

function besideOneAnother(images: readonly HTMLCanvasElement[]): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  canvas.width = images.reduce((sum, { width }) => sum + width, 0);
  canvas.height = Math.max(0, ...images.map(({ height }) => height));
  let left = 0;
  for (const image of images) {
    canvas.getContext('2d')?.drawImage(image, left, 0);
    left += image.width;
  }
  return canvas;
}

async function pngOf(canvas: HTMLCanvasElement): Promise<Uint8Array> {
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'));
  return new Uint8Array((await blob?.arrayBuffer()) ?? new ArrayBuffer(0));
}
