import type { Palette, Rgb } from '../space/colours.ts';

/** The theme's colours for charts, read from the page: they change with the theme. */
export function themePalette(): Palette {
  const kinds = chartColours.map((name) => themeColour(`--vscode-${name}`)).filter((colour) => colour !== undefined);
  return {
    kinds:
      kinds.length > 0
        ? kinds
        : [
            [55, 148, 255],
            [209, 134, 22],
            [137, 209, 133],
            [180, 128, 208],
            [241, 76, 76],
          ],
    text: themeColour('--vscode-foreground') ?? [128, 128, 128],
  };
}

/** What the plot lies on: the page of a panel has no ground of its own. */
export function groundColour(): string {
  const { body, documentElement } = document;
  const editor = getComputedStyle(documentElement).getPropertyValue('--vscode-editor-background').trim();
  return editor || getComputedStyle(body).backgroundColor;
}

/** Blue and orange first: they differ for nearly every eye. What themes call the orange of charts is half transparent, or not there. */
const chartColours = [
  ...['charts-blue', 'symbolIcon-classForeground', 'charts-green'],
  ...['charts-purple', 'charts-red', 'charts-yellow'],
];

function themeColour(variable: string): Rgb | undefined {
  const value = getComputedStyle(document.documentElement).getPropertyValue(variable).trim();
  return value === '' ? undefined : readColour(value);
}

/** Any way to write a colour that the browser knows. */
function readColour(value: string): Rgb | undefined {
  const context = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  if (!context) return undefined;
  context.fillStyle = value;
  context.fillRect(0, 0, 1, 1);
  const [red = 0, green = 0, blue = 0] = context.getImageData(0, 0, 1, 1).data;
  return [red, green, blue];
}
