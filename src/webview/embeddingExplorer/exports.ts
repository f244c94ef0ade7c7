// P points · 3 axes, or red, green and blue

import { escaped } from './escaped.ts';
import { keyPieceAsSvg } from './keyPieceAsSvg.ts';
import { keyFont, type KeyPlan } from './keyPlan.ts';
import type { Label } from './plot/labels.ts';
import { pointTable, type PointRow, type TableSource } from './pointTable.ts';
import { pointName } from './space/pointName.ts';
import type { Space } from './space/space.ts';

/** The points of a layer as text: what each is, and its principal components. */
export function pointsAsCsv(sources: readonly TableSource[]): string {
  const rows = pointTable(sources);
  const lines = rows.map((row) => columns.map((column) => cell(row[column])).join());
  return `${[columns.join(), ...lines].join('\r\n')}\r\n`;
}

const columns: readonly (keyof PointRow)[] = [
  ...(['point', 'kind', 'text', 'picture', 'tile', 'thumbnail', 'row', 'column'] as const),
  ...(['component1', 'component2', 'component3', 'cluster', 'layer', 'model'] as const),
];

function cell(value: PointRow[keyof PointRow]): string {
  if (value === null) return '';
  return typeof value === 'string' && value !== 'word' && value !== 'patch' ? quoted(value) : String(value);
}

/** How a drawing looks apart from its points. */
export interface DrawingStyle {
  readonly background: string;
  readonly text: string;
  readonly fontFamily: string;
}

/** What is seen of the points, with what their colours mean, as a drawing that can be enlarged; two models side by side. */
export function pointsAsSvg(plots: readonly Drawing[], style: DrawingStyle): string {
  const width = plots.reduce((sum, plot) => sum + plot.width, 0);
  const height = Math.max(1, ...plots.map((plot) => plot.height + plot.key.height));
  const lefts = plots.map((_, i) => plots.slice(0, i).reduce((sum, plot) => sum + plot.width, 0));
  const size = `width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"`;
  const drawn = plots.map(
    (plot, i) =>
      `<g transform="translate(${lefts[i]} 0)">\n${marksOf(plot)}\n${textsOf(plot, style)}\n${keyOf(plot, style, i)}\n</g>`,
  );
  return `<svg xmlns="http://www.w3.org/2000/svg" ${size}>
<rect width="${width}" height="${height}" fill="${escaped(style.background)}"/>
${drawn.join('\n')}
</svg>
`;
}

/** The points of one plot as they are seen. */
export interface Drawing {
  readonly space: Space;
  readonly seen_P3: Float32Array;
  readonly colours_P3: Uint8Array;
  readonly labels: readonly Label[];
  /** Stands below. */
  readonly key: KeyPlan;
  readonly width: number;
  readonly height: number;
}

function marksOf({ space, seen_P3, colours_P3 }: Drawing): string {
  const marks = space.points.flatMap((token, point) => {
    const [x, y] = [seen_P3[point * 3]!, seen_P3[point * 3 + 1]!];
    if (!Number.isFinite(x)) return [];
    const fill = `rgb(${colours_P3.subarray(point * 3, point * 3 + 3).join()})`;
    const title = `<title>${escaped(pointName(token, space.survey.pictures))}</title>`;
    const [cx, cy] = [x.toFixed(1), y.toFixed(1)];
    return token.kind === 'text'
      ? [`<path d="M${cx} ${(y - 6).toFixed(1)}l6 6-6 6-6-6z" fill="${fill}">${title}</path>`]
      : [`<circle cx="${cx}" cy="${cy}" r="3.5" fill="${fill}">${title}</circle>`];
  });
  return marks.join('\n');
}

/** The ground shines around the letters, as it does in the plot. */
function textsOf({ labels }: Drawing, { background, text, fontFamily }: DrawingStyle): string {
  const looks = [
    `font-family="${escaped(fontFamily)}" font-size="12" fill="${escaped(text)}"`,
    `stroke="${escaped(background)}" stroke-width="3" stroke-linejoin="round" paint-order="stroke"`,
  ].join(' ');
  const texts = labels.map(
    (label) => `<text x="${label.x.toFixed(1)}" y="${label.y.toFixed(1)}">${escaped(label.text)}</text>`,
  );
  return `<g ${looks}>\n${texts.join('\n')}\n</g>`;
}

function keyOf({ key, height }: Drawing, { text, fontFamily }: DrawingStyle, plot: number): string {
  const looks = `font-family="${escaped(fontFamily)}" font-size="${keyFont.sizePx}" fill="${escaped(text)}"`;
  const pieces = key.pieces.map((piece, i) => keyPieceAsSvg(piece, `ramp-${plot}-${i}`));
  return `<g transform="translate(0 ${height})" ${looks}>\n${pieces.join('\n')}\n</g>`;
}

/** A spreadsheet takes a text that begins like a formula for one. */
function quoted(text: string): string {
  const harmless = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return `"${harmless.replaceAll('"', '""')}"`;
}
