// P points · 3 axes, or red, green and blue

import type { Survey } from '../../engine/api/engineApi.ts';
import { pointName } from './space/pointName.ts';
import { rowAt, type Space } from './space/space.ts';

/** The points of a layer as a table: what each is, and its principal components. */
export function pointsAsCsv(space: Space, layer: number): string {
  const { points, survey } = space;
  const head = 'point,kind,text,picture,tile,thumbnail,row,column,component1,component2,component3';
  const lines = points.map((token, point) => {
    const row = rowAt(space, layer, point);
    const components = survey.layers[layer]?.projection.subarray(row * 3, row * 3 + 3) ?? [];
    const what =
      token.kind === 'text'
        ? ['word', quoted(token.piece.replaceAll('▁', ' ')), '', '', '', '', '']
        : ['patch', '', quoted(pictureName(survey, token.image)), token.tile, token.thumbnail, token.row, token.column];
    return [point, ...what, ...components].join();
  });
  return `${[head, ...lines].join('\r\n')}\r\n`;
}

/** What is seen of the points, as a drawing that can be enlarged. */
export function pointsAsSvg(space: Space, { seen_P3, colours_P3, width, height, background }: Seen): string {
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
  const size = `width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"`;
  return `<svg xmlns="http://www.w3.org/2000/svg" ${size}>
<rect width="${width}" height="${height}" fill="${escaped(background)}"/>
${marks.join('\n')}
</svg>
`;
}

export interface Seen {
  readonly seen_P3: Float32Array;
  readonly colours_P3: Uint8Array;
  readonly width: number;
  readonly height: number;
  readonly background: string;
}

function pictureName({ pictures }: Survey, image: number): string {
  return pictures[image]?.path ?? '';
}

/** A spreadsheet takes a text that begins like a formula for one. */
function quoted(text: string): string {
  const harmless = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return `"${harmless.replaceAll('"', '""')}"`;
}

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}
