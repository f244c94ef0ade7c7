import { batchWords } from '../../model/batch.ts';
import { nextTokenLossOver, type Answer } from '../nextTokenLoss.ts';
import type { Stage } from '../stage.ts';

/** Before any picture: the language model learns to write from texts alone, with its own table of words. */
export const pretrain: Stage<Answer> = {
  name: 'pretrain',
  trains: () => true,
  ...nextTokenLossOver(batchWords),
};
