import { nextTokenLoss, type Answer } from '../nextTokenLoss.ts';
import type { Stage } from '../stage.ts';

/** Stage III of the paper: everything learns to answer; questions are only read. */
export const instruct: Stage<Answer> = {
  name: 'instruct',
  trains: () => true,
  ...nextTokenLoss,
};
