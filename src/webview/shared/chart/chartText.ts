/** What a chart says of itself. */
export interface ChartText {
  readonly title: string;
  /** What the places along the axis are. */
  readonly across: () => string;
  /** How a value is read out. */
  readonly format?: (value: number) => string;
}
