import { cosineLoss, type Lesson } from '../cosineLoss.ts';
import type { Stage } from '../stage.ts';
import { isEmbeddingModule, isTextTable } from './parts.ts';

/**
 * Stage I of the paper: the embedding module learns to say what a vision teacher says of pictures, and of words what the
 * language model's own table says. The module's table is frozen: it is where the words come from.
 */
export const distill: Stage<Lesson> = {
  name: 'distill',
  needs: 'holistic',
  trains: (tensor) => isEmbeddingModule(tensor) && !isTextTable(tensor),
  ...cosineLoss,
};
