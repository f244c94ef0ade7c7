import { nextTokenLoss, type Answer } from '../nextTokenLoss.ts';
import type { Stage } from '../stage.ts';

/**
 * The model that the paper compares with, and the teacher of stage I in a world of one's own: a vision transformer, a
 * projector and a language model (InternVL2's layout) learn to answer together.
 */
export const compositional: Stage<Answer> = {
  name: 'compositional',
  needs: 'compositional',
  trains: () => true,
  ...nextTokenLoss,
};
