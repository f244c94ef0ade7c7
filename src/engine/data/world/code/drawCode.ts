import type { Chance } from '../chance.ts';
import { around, rectangle } from '../marks.ts';
import type { Face } from '../outlines.ts';
import { canvasSide, type Box } from '../scene.ts';
import { textWidth, typeset } from '../typeset.ts';
import type { CodeLevel } from './codeLevels.ts';
import type { Code } from './codeScene.ts';
import { highlight, type TokenKind } from './highlight.ts';

/** Colours of an editor. */
type Theme = { readonly ground: string; readonly gutter: string } & { readonly [kind in TokenKind]: string };

const themes: { readonly [kind in CodeLevel['themes'][number]]: readonly Theme[] } = {
  plain: [theme('#ffffff', '#999999', ['#000000', '#000000', '#000000', '#000000', '#000000'])],
  light: [
    theme('#ffffff', '#237893', ['#0000ff', '#a31515', '#098658', '#000000', '#001080']),
    theme('#fafafa', '#9d9d9f', ['#a626a4', '#50a14f', '#986801', '#383a42', '#383a42']),
    theme('#fdf6e3', '#93a1a1', ['#859900', '#2aa198', '#d33682', '#586e75', '#657b83']),
  ],
  dark: [
    theme('#1e1e1e', '#858585', ['#569cd6', '#ce9178', '#b5cea8', '#d4d4d4', '#9cdcfe']),
    theme('#282c34', '#636d83', ['#c678dd', '#98c379', '#d19a66', '#abb2bf', '#e5c07b']),
    theme('#272822', '#90908a', ['#f92672', '#e6db74', '#ae81ff', '#f8f8f2', '#f8f8f2']),
  ],
};

function theme(ground: string, gutter: string, colours: readonly [string, string, string, string, string]): Theme {
  const [keyword, string, number, mark, plain] = colours;
  return { ground, gutter, keyword, string, number, mark, plain };
}

/** Draws code as an editor shows it, as large as the level allows. */
export function drawCode(shown: Code, level: CodeLevel, face: Face, chance: Chance) {
  const colours = chance.pick(themes[chance.pick(level.themes)]);
  const isNumbered = chance.happens(level.numbered);
  const place = chooseSize(shown, level, { face, gutter: isNumbered ? 11 : 0 }, chance);
  const lines = shown.lines.map((text, row) =>
    drawLine(highlight(text, shown.language), place, row, { face, colours }),
  );
  const numbers = isNumbered ? lines.map((_, row) => drawNumber(row, place, { face, colours })) : [];
  const gutter = isNumbered
    ? rectangle({ left: 10, top: 0, right: 10.5, bottom: canvasSide }, `fill="${colours.gutter}"`)
    : '';
  const svg = [gutter, ...numbers, ...lines.map((line) => line.svg)].join('');
  return { svg, ground: colours.ground, lineBoxes: lines.map(({ box }) => box) };
}

interface TextPlace {
  readonly size: number;
  readonly left: number;
  readonly firstBaseline: number;
  readonly leading: number;
}

function chooseSize(
  { lines }: Code,
  { size }: CodeLevel,
  { face, gutter }: { face: Face; gutter: number },
  chance: Chance,
): TextPlace {
  const widest = Math.max(...lines.map((text) => textWidth(face, text)));
  const largest = Math.min((canvasSide - 8 - gutter) / widest, 15);
  const chosen = Math.max(largest * chance.between(...size), Math.min(largest, 8));
  const leading = chosen * 1.4;
  const room = canvasSide - leading * lines.length - 8;
  const top = 4 + room * (size[0] === size[1] ? 0.4 : chance.between(0, 1));
  return { size: chosen, left: 4 + gutter, firstBaseline: top + chosen, leading };
}

interface Look {
  readonly face: Face;
  readonly colours: Theme;
}

function drawLine(
  pieces: readonly { text: string; kind: TokenKind }[],
  { size, left, firstBaseline, leading }: TextPlace,
  row: number,
  { face, colours }: Look,
): { svg: string; box: Box } {
  let x = left;
  const drawn = pieces.map(({ text, kind }) => {
    const piece = typeset(face, text, { size, x, baseline: firstBaseline + row * leading, fill: colours[kind] });
    x += textWidth(face, text) * size;
    return piece;
  });
  const inked = drawn.filter(({ ink }) => ink.left < ink.right);
  return { svg: inked.map(({ svg }) => svg).join(''), box: around(inked.map(({ ink }) => ink)) };
}

function drawNumber(row: number, { size, firstBaseline, leading }: TextPlace, { face, colours }: Look): string {
  const small = Math.min(size, 9);
  const place = {
    size: small,
    x: 8,
    baseline: firstBaseline + row * leading,
    anchor: 'end',
    fill: colours.gutter,
  } as const;
  return typeset(face, String(row + 1), place).svg;
}
