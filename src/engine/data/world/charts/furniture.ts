import type { Chance } from '../chance.ts';
import { contrast, hexOf } from '../palette.ts';
import type { ChartData } from './chartScene.ts';
import type { ChartStyle, Furniture } from './chartStyle.ts';

/** A style by lot, furnished. */
export function furnished(style: ChartStyle, chance: Chance): ChartStyle {
  const { ink, ground } = style;
  const colours = programColours.filter((colour) => contrast(colour, ground) > 2);
  const furniture: Furniture = {
    isNumbered: chance.happens(0.75),
    numberSize: chance.between(6.5, 9.5),
    mostNumbers: chance.whole(5, 10),
    ticks: chance.pick(['out', 'out', 'in', 'none'] as const),
    grid: chance.pick(['none', 'none', 'none', 'lines', 'dashes'] as const),
    lineWidth: chance.between(0.4, 1.2),
    labelSize: chance.between(7.5, 12),
    margin: { top: chance.between(0, 6), right: chance.between(-2, 10) },
    sideRoom: chance.happens(0.5) ? chance.between(0, 0.3) : chance.between(0.3, 1),
    barWidth: chance.between(0.5, 0.92),
    ...(chance.happens(0.3) && {
      outline: { colour: chance.pick([ink, ink, ground]), width: chance.between(0.5, 1.2) },
    }),
    ...(chance.happens(0.6) && { above: chance.pick([1, 1.05, 1.05, 1.12]) }),
    hasNamesAtSlices: chance.happens(0.5),
  };
  const accent = colours.length > 0 && chance.happens(0.6) ? chance.pick(colours) : style.accent;
  return { ...style, accent, frame: chance.pick(['box', 'box', 'box', 'axes', 'ground'] as const), furniture };
}

// Those that marks have in matplotlib, seaborn, gnuplot, spreadsheets and R unless one asks for others; and plain ones.
const programColours = [
  ...['#1f77b4', '#ff7f0e', '#2ca02c', '#d62728', '#9467bd', '#8c564b', '#e377c2', '#7f7f7f', '#bcbd22', '#17becf'],
  ...['#4c72b0', '#dd8452', '#55a868', '#9400d3', '#009e73', '#56b4e9', '#4472c4', '#ed7d31', '#3366cc', '#595959'],
  ...['#000000', hexOf(0, 0, 0.2), '#0000ff', '#008000', '#ff0000', '#008080', '#800080', '#808080'],
];

/** A chart whose scale ends a little above its highest mark, as far as the style wants that; what stays flat stays where it is. */
export function fitted(chart: ChartData, { furniture }: ChartStyle): ChartData {
  const above = furniture?.above;
  if (above === undefined || chart.trend === 'flat') return chart;
  return { ...chart, top: above * Math.max(...chart.data.map(({ value }) => value)) };
}

/** The numbers of a scale from 0 to `top`: as many as there may be, in steps of one, two or five. */
export function scaleNumbers(top: number, most: number): number[] {
  const power = 10 ** Math.floor(Math.log10(top / most));
  // Ten times the power of ten below is always enough.
  const step = power * ([1, 2, 5, 10].find((each) => top / (each * power) <= most) ?? 10);
  // A step of tenths adds up to numbers with many digits.
  return Array.from({ length: Math.floor(top / step + 1e-9) + 1 }, (_, at) => Number((at * step).toFixed(6)));
}
