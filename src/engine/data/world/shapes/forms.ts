/** A place and size for a form: its middle, and the radius of the circle around it. */
export interface FormPlace {
  readonly x: number;
  readonly y: number;
  readonly radius: number;
  /** Degrees. */
  readonly turn: number;
}

/** Points of a polygon around (0, 0), for a radius of 1. */
type Outline = readonly (readonly [x: number, y: number])[];

const outlines = {
  square: ring(4, 45, 0.95),
  triangle: ring(3, 0, 1),
  star: star(5, 0.45),
  diamond: [
    [0, -1],
    [0.62, 0],
    [0, 1],
    [-0.62, 0],
  ],
  cross: plus(0.3, 0.92),
  hexagon: ring(6, 30, 0.95),
} satisfies Record<string, Outline>;

// The heart is as high as it is wide, its point down; in units of the radius.
const heart =
  'M0 .9C-.45 .5-.95 .1-.95-.35-.95-.7-.7-.9-.45-.9-.25-.9-.08-.8 0-.6.08-.8.25-.9.45-.9.7-.9.95-.7.95-.35.95.1.45.5 0 .9Z';

/** Forms by name, the plainest first. No rectangles or ovals: a squeezed picture would make them of squares and circles. */
export const formNames = ['circle', 'square', 'triangle', 'star', 'heart', 'diamond', 'cross', 'hexagon'] as const;

export type FormName = (typeof formNames)[number];

/** An outline at its place, as an SVG element with these attributes. */
export function outlineSvg(outline: string, { x, y, radius, turn }: FormPlace, attributes: string): string {
  const at = `translate(${x.toFixed(2)} ${y.toFixed(2)}) rotate(${turn.toFixed(1)}) scale(${radius.toFixed(2)})`;
  return `<path transform="${at}" d="${outline}" ${attributes}/>`;
}

/** The outline of each form, as path data for a radius of 1. */
export const formOutlines: { readonly [form in FormName]: string } = {
  circle: 'M-.9 0A.9 .9 0 1 1 .9 0A.9 .9 0 1 1-.9 0Z',
  heart,
  square: closed(outlines.square),
  triangle: closed(outlines.triangle),
  star: closed(outlines.star),
  diamond: closed(outlines.diamond),
  cross: closed(outlines.cross),
  hexagon: closed(outlines.hexagon),
};

function closed(outline: Outline): string {
  return `M${outline.map(([x, y]) => `${x.toFixed(3)} ${y.toFixed(3)}`).join('L')}Z`;
}

/** A regular polygon whose first corner is `turn` degrees from the top. */
function ring(corners: number, turn: number, radius: number): Outline {
  return Array.from({ length: corners }, (_, corner) => polar((360 * corner) / corners + turn, radius));
}

function star(points: number, inner: number): Outline {
  return Array.from({ length: 2 * points }, (_, corner) =>
    polar((180 * corner) / points, corner % 2 === 0 ? 1 : inner),
  );
}

function plus(thin: number, long: number): Outline {
  const corners = [
    [-thin, -long],
    [thin, -long],
    [thin, -thin],
    [long, -thin],
    [long, thin],
    [thin, thin],
  ] as const;
  return [...corners, ...corners.map(([x, y]) => [-x, -y] as const)];
}

function polar(degrees: number, radius: number): [x: number, y: number] {
  const angle = (degrees * Math.PI) / 180;
  return [radius * Math.sin(angle), -radius * Math.cos(angle)];
}
