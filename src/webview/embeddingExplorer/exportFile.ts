import { pointsAsCsv, pointsAsSvg } from './exports.ts';
import { drawKey } from './drawKey.ts';
import { keyFont, planKey, type KeyPlan } from './keyPlan.ts';
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
  png: (sides) =>
    pngOf(
      besideOneAnother(
        sides.map(({ plot }) => plot.image()),
        sides.map(keyPlanOf),
      ),
    ),
  svg: (sides) => {
    const drawings = sides.map((side) => ({ drawing: side.drawing(), key: keyPlanOf(side) }));
    const plots = drawings.flatMap(({ drawing, key }) => (drawing ? [{ ...drawing, key }] : []));
    return new TextEncoder().encode(pointsAsSvg(plots, { background: groundColour(), ...textStyle() }));
  },
  csv: (sides) => new TextEncoder().encode(pointsAsCsv(tables(sides))),
  parquet: (sides) => pointsAsParquet(tables(sides)),
};

function tables(sides: readonly Side[]): TableSource[] {
  return sides.map((side) => side.tableSource()).filter((source) => source !== undefined);
}

function textStyle(): { text: string; fontFamily: string } {
  const { color: text, fontFamily } = getComputedStyle(document.body);
  return { text, fontFamily };
}

/** What the colours mean, as wide as the plot. */
function keyPlanOf(side: Side): KeyPlan {
  const context = document.createElement('canvas').getContext('2d');
  if (context) context.font = `${keyFont.sizePx}px ${textStyle().fontFamily}`;
  const widthOf = (text: string) => context?.measureText(text).width ?? 0;
  return planKey(side.colourKey() ?? { entries: [], notes: [] }, side.plot.element.clientWidth, widthOf);
}

/** Each with its key below it. Images have as many pixels as the screen; a key is planned in those of the page. */
function besideOneAnother(images: readonly HTMLCanvasElement[], keys: readonly KeyPlan[]): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  const keysHeight = Math.ceil(Math.max(0, ...keys.map(({ height }) => height)) * devicePixelRatio);
  canvas.width = images.reduce((sum, { width }) => sum + width, 0);
  canvas.height = Math.max(0, ...images.map(({ height }) => height)) + keysHeight;
  const context = canvas.getContext('2d');
  if (!context) return canvas;
  context.fillStyle = groundColour();
  context.fillRect(0, 0, canvas.width, canvas.height);
  let left = 0;
  images.forEach((image, i) => {
    context.drawImage(image, left, 0);
    context.setTransform(devicePixelRatio, 0, 0, devicePixelRatio, left, image.height);
    drawKey(context, keys[i]!, textStyle());
    context.resetTransform();
    left += image.width;
  });
  return canvas;
}

async function pngOf(canvas: HTMLCanvasElement): Promise<Uint8Array> {
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'));
  return new Uint8Array((await blob?.arrayBuffer()) ?? new ArrayBuffer(0));
}
