import { nextTokenLoss, type Answer } from '../nextTokenLoss.ts';
import type { Stage } from '../stage.ts';

/**
 * The paper's other comparison: patches go straight into a language model that is tuned to read them. Its config is
 * HoVLE's with a holistic module of no layers (docs/decisions/0007-monolithic-baseline.md).
 */
export const monolithic: Stage<Answer> = {
  name: 'monolithic',
  needs: 'monolithic',
  trains: () => true,
  ...nextTokenLoss,
};
