/** Parameters that are treated alike. */
export interface ParameterGroup {
  readonly matches: (tensor: Tensor) => boolean;
  /** Factor on the schedule's learning rate. */
  readonly rateScale: number;
  readonly weightDecay: number;
}

/** What a group may go by. */
export interface Tensor {
  readonly name: string;
  readonly shape: readonly number[];
}

/** Matrices decay; gains, biases, positions and tables of words do not, because their size means something. */
export function usualGroups(weightDecay: number): ParameterGroup[] {
  const isTable = ({ name }: Tensor): boolean => /(tok|text|position|class)_embeddings?/.test(name);
  return [
    { matches: (tensor) => tensor.shape.length < 2 || isTable(tensor), rateScale: 1, weightDecay: 0 },
    { matches: () => true, rateScale: 1, weightDecay },
  ];
}

/** The first group that a tensor fits. */
export function groupOf(groups: readonly ParameterGroup[], tensor: Tensor): ParameterGroup {
  const group = groups.find(({ matches }) => matches(tensor));
  if (!group) throw new RangeError(`No parameter group fits ${tensor.name}.`);
  return group;
}
