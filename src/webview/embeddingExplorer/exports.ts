// P points · 3 axes, or red, green and blue

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

/** What is seen of the points, as a drawing that can be enlarged; two models side by side. */
export function pointsAsSvg(plots: readonly Drawing[], background: string): string {
  const width = plots.reduce((sum, plot) => sum + plot.width, 0);
  const height = Math.max(1, ...plots.map((plot) => plot.height));
  const lefts = plots.map((_, i) => plots.slice(0, i).reduce((sum, plot) => sum + plot.width, 0));
  const size = `width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"`;
  const drawn = plots.map((plot, i) => `<g transform="translate(${lefts[i]} 0)">\n${marksOf(plot)}\n</g>`);
  return `<svg xmlns="http://www.w3.org/2000/svg" ${size}>
<rect width="${width}" height="${height}" fill="${escaped(background)}"/>
${drawn.join('\n')}
</svg>
`;
}

/** The points of one plot as they are seen. */
export interface Drawing {
  readonly space: Space;
  readonly seen_P3: Float32Array;
  readonly colours_P3: Uint8Array;
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

/** A spreadsheet takes a text that begins like a formula for one. */
function quoted(text: string): string {
  const harmless = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return `"${harmless.replaceAll('"', '""')}"`;
}

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}
