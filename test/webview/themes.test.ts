import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';

type Rgba = readonly [red: number, green: number, blue: number, alpha: number];

/** What the editor gives its webviews in each theme that views are tested in. */
const { themes } = JSON.parse(readFileSync('test/host/themes.json', 'utf8')) as {
  themes: Record<string, { variables: Record<string, string> }>;
};

/** A colour of a theme; undefined where the theme does not name it. */
function colourOf(theme: string, name: string): Rgba | undefined {
  const value = themes[theme]?.variables[`--vscode-${name}`];
  if (value === undefined) return undefined;
  const digits = /^#([\da-f]{6})$/i.exec(value)?.[1];
  const channels = digits
    ? [0, 2, 4].map((at) => parseInt(digits.slice(at, at + 2), 16))
    : [...value.matchAll(/[\d.]+/g)].map(Number);
  const [red = NaN, green = NaN, blue = NaN, alpha = 1] = channels;
  return [red, green, blue, alpha];
}

/** A colour laid over an opaque one. */
function over([...top]: Rgba, ground: Rgba): Rgba {
  const mixed = ([0, 1, 2] as const).map((i) => top[i] * top[3] + ground[i] * (1 - top[3]));
  return [mixed[0]!, mixed[1]!, mixed[2]!, 1];
}

/** How far two opaque colours stand out from each other, by WCAG 2.2. */
function contrast(a: Rgba, b: Rgba): number {
  const [low = 0, high = 0] = [luminance(a), luminance(b)].sort((one, other) => one - other);
  return (high + 0.05) / (low + 0.05);
}

function luminance([red, green, blue]: Rgba): number {
  const linear = (value: number) =>
    value <= 0.04045 * 255 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4;
  return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
}

function checkContrast(ink: string, ground: string, least: number): void {
  for (const theme of Object.keys(themes)) {
    const page = colourOf(theme, 'editor-background')!; // Every theme has one.
    const under = over(colourOf(theme, ground) ?? page, page);
    const text = colourOf(theme, ink) ?? colourOf(theme, 'foreground')!;
    const found = contrast(over(text, under), under);
    assert.ok(found >= least, `${ink} on ${ground} in ${theme}: ${found.toFixed(2)}`);
  }
}

describe('in every theme', () => {
  test('each curve of a chart, and each kind of points, stands out from the page', () => {
    const charts = readFileSync('src/webview/shared/chart/chartStyle.ts', 'utf8');
    const points = readFileSync('src/webview/embeddingExplorer/plot/themeColours.ts', 'utf8');
    const curves = [...charts.matchAll(/\.chart \.style-\d, .*?stroke: var\(--vscode-([\w-]+)/g)].map(
      ([, name = '']) => name,
    );
    const kinds = [...points.matchAll(/'((?:charts|symbolIcon)-\w+)'/g)].map(([, name = '']) => name);
    assert.deepEqual([curves.length, kinds.length], [6, 6]);
    for (const name of [...curves, ...kinds]) checkContrast(name, 'editor-background', 3);
  });

  test('words can be read where axe does not look: on the card under the pointer, and a word that is pressed', () => {
    for (const ink of ['editorHoverWidget-foreground', 'descriptionForeground'])
      checkContrast(ink, 'editorHoverWidget-background', 4.5);
    checkContrast('list-activeSelectionForeground', 'list-activeSelectionBackground', 4.5);
  });
});
