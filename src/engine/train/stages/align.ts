import { nextTokenLoss, type Answer } from '../nextTokenLoss.ts';
import type { Stage } from '../stage.ts';
import { isEmbeddingModule } from './parts.ts';

/** Stage II of the paper: the embedding module learns from next tokens what the frozen language model understands. */
export const align: Stage<Answer> = {
  name: 'align',
  needs: 'holistic',
  trains: isEmbeddingModule,
  ...nextTokenLoss,
};
