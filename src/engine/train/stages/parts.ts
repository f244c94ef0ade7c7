import { names } from '../../model/names.ts';

/** Whether a tensor belongs to the holistic embedding module: patches, words, layers, projector. */
export function isEmbeddingModule(tensor: string): boolean {
  return tensor.startsWith('embedding_model.');
}

/** Whether a tensor is the embedding module's table of words. */
export function isTextTable(tensor: string): boolean {
  return tensor === names.embedding.text;
}
