import { line, rectangle } from '../marks.ts';
import { shadeOf } from '../palette.ts';
import { canvasSide, type Box } from '../scene.ts';
import { capitalHeight, textWidth, typeset } from '../typeset.ts';
import type { Button, Check, Field, Interface, InterfacePlaces } from './interfaceScene.ts';
import type { Theme } from './theme.ts';

/** Draws an interface, and says where its parts are. */
export function drawInterface(shown: Interface, theme: Theme): { svg: string; places: InterfacePlaces } {
  const inner = contentArea(shown);
  const rows = slots(inner, shown.fields.length + shown.checks.length + 1);
  const fields = shown.fields.map((field, at) => drawField(field, rows[at]!, theme));
  // There is a row for each field, each box to tick, and the buttons.
  const checks = shown.checks.map((check, at) => drawCheck(check, rows[shown.fields.length + at]!, theme));
  const buttons = drawButtons(shown.buttons, rows.at(-1) ?? inner, theme);
  const frame = shown.title === undefined ? undefined : drawWindow(shown.title, theme);
  const svg = [frame, ...fields, ...checks, ...buttons].map((part) => part?.svg ?? '').join('');
  const place = ({ box }: Drawn): Box => box;
  return {
    svg,
    places: {
      ...(frame && { title: frame.box }),
      fields: fields.map(place),
      checks: checks.map(place),
      buttons: buttons.map(place),
    },
  };
}

interface Drawn {
  readonly svg: string;
  readonly box: Box;
}

const windowBox = { left: 4, top: 6, right: canvasSide - 4, bottom: canvasSide - 6 };
const barHeight = 18;

function contentArea({ title }: Interface): Box {
  if (title === undefined) return { left: 7, top: 10, right: canvasSide - 7, bottom: canvasSide - 10 };
  return { left: 9, top: windowBox.top + barHeight + 2, right: canvasSide - 9, bottom: windowBox.bottom - 3 };
}

/** Equal rows, one below the other. */
function slots({ left, top, right, bottom }: Box, count: number): Box[] {
  const step = (bottom - top) / count;
  return Array.from({ length: count }, (_, at) => ({
    left,
    top: top + at * step,
    right,
    bottom: top + (at + 1) * step,
  }));
}

function drawWindow(title: string, theme: Theme): Drawn {
  const rounding = `rx="${theme.rounding}"`;
  const bar = { ...windowBox, bottom: windowBox.top + barHeight };
  const text = drawText(title, { ...bar, left: bar.left + 5 }, { theme, fill: theme.ink, anchor: 'start', most: 12 });
  const body = rectangle(windowBox, `fill="${theme.panel}" stroke="${theme.edge}" ${rounding}`);
  const cross = { left: bar.right - 12, top: bar.top + 6, right: bar.right - 6, bottom: bar.bottom - 6 };
  const stroke = `stroke="${theme.ink}" stroke-width="1"`;
  const close =
    line({ x: cross.left, y: cross.top }, { x: cross.right, y: cross.bottom }, stroke) +
    line({ x: cross.left, y: cross.bottom }, { x: cross.right, y: cross.top }, stroke);
  return { svg: body + rectangle(bar, `fill="${theme.bar}" ${rounding}`) + close + text.svg, box: text.ink };
}

function drawField({ label, value }: Field, row: Box, theme: Theme): Drawn {
  const height = Math.min(row.bottom - row.top - 3, 18);
  const middle = (row.top + row.bottom) / 2;
  const box = { left: row.left + 38, top: middle - height / 2, right: row.right, bottom: middle + height / 2 };
  const name = drawText(label, { ...row, right: box.left - 3 }, { theme, fill: theme.ink, anchor: 'start', most: 11 });
  const inside = { ...box, left: box.left + 4, right: box.right - 3 };
  const text = drawText(value, inside, { theme, fill: theme.ink, anchor: 'start', most: 11 });
  const frame = rectangle(box, `fill="${theme.input}" stroke="${theme.edge}" rx="${theme.rounding / 2}"`);
  return { svg: name.svg + frame + text.svg, box };
}

function drawCheck({ label, isChecked }: Check, row: Box, theme: Theme): Drawn {
  const middle = (row.top + row.bottom) / 2;
  const box = { left: row.left, top: middle - 5.5, right: row.left + 11, bottom: middle + 5.5 };
  const frame = rectangle(box, `fill="${theme.input}" stroke="${theme.edge}" stroke-width="1.2"`);
  const tick = `<path d="M${box.left + 2.2} ${middle}l2.6 3.2l4.2 -6.4" fill="none" stroke="${theme.ink}" stroke-width="1.9"/>`;
  const name = drawText(label, { ...row, left: box.right + 4 }, { theme, fill: theme.ink, anchor: 'start', most: 12 });
  return { svg: frame + (isChecked ? tick : '') + name.svg, box: { ...box, right: name.ink.right } };
}

function drawButtons(buttons: readonly Button[], row: Box, theme: Theme): Drawn[] {
  const gap = 6;
  const width = Math.min((row.right - row.left - gap * (buttons.length - 1)) / buttons.length, 84);
  const height = Math.min(row.bottom - row.top - 4, 30);
  const all = buttons.length * width + (buttons.length - 1) * gap;
  const top = (row.top + row.bottom - height) / 2;
  const widest = Math.max(...buttons.map(({ label }) => textWidth(theme.face, label)));
  const most = Math.min(19, (width - 6) / widest);
  return buttons.map((button, at) => {
    const left = (row.left + row.right - all) / 2 + at * (width + gap);
    return drawButton(button, { left, top, right: left + width, bottom: top + height }, { theme, most });
  });
}

function drawButton({ label, colour }: Button, box: Box, { theme, most }: { theme: Theme; most: number }): Drawn {
  const fill = colour === undefined ? theme.button : shadeOf(colour);
  const inside = { ...box, left: box.left + 3, right: box.right - 3 };
  const ink = colour === undefined ? theme.ink : '#ffffff';
  const text = drawText(label, inside, { theme, fill: ink, anchor: 'middle', most });
  const edge = colour === undefined ? ` stroke="${theme.edge}"` : '';
  return { svg: rectangle(box, `fill="${fill}" rx="${theme.rounding}"${edge}`) + text.svg, box };
}

interface TextLook {
  readonly theme: Theme;
  readonly fill: string;
  readonly anchor: 'start' | 'middle';
  /** Largest font size in units. */
  readonly most: number;
}

/** A line of text in the middle of a box's height, as large as fits. */
function drawText(text: string, { left, top, right, bottom }: Box, { theme, fill, anchor, most }: TextLook) {
  const size = Math.min(most, (right - left) / textWidth(theme.face, text), (bottom - top) * 0.9);
  const baseline = (top + bottom) / 2 + (capitalHeight(theme.face) * size) / 2;
  return typeset(theme.face, text, { size, x: anchor === 'start' ? left : (left + right) / 2, baseline, anchor, fill });
}
