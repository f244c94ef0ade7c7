import { EngineError } from '../../api/errors.ts';
import type { Checkpoint } from '../../checkpoint/checkpoint.ts';
import { names } from '../../model/names.ts';
import { float32 } from '../../tensor/hostTensor.ts';
import type { Weights } from './initialWeights.ts';

/** An earlier model as far as its weights are taken over. */
export type Ancestor = Pick<Checkpoint, 'folder' | 'tensors' | 'readFloat32'>;

/**
 * Weights with everything taken over that an earlier model has under the same name. Where that model has no holistic module,
 * the module's table of words starts as the language model's own: both are to say the same of a word.
 */
export async function inherit(weights: Weights, ancestor: Ancestor): Promise<Weights> {
  const inherited: Weights = new Map();
  for (const [name, tensor] of weights) {
    const source = sourceOf(name, ancestor);
    if (source !== undefined) checkShape(source, tensor.shape, ancestor);
    inherited.set(name, source === undefined ? tensor : float32(tensor.shape, await ancestor.readFloat32(source)));
  }
  return inherited;
}

function sourceOf(name: string, { tensors }: Ancestor): string | undefined {
  if (tensors.has(name)) return name;
  return name === names.embedding.text && tensors.has(names.language.text) ? names.language.text : undefined;
}

function checkShape(name: string, expected: readonly number[], { folder, tensors }: Ancestor): void {
  const shape = [...(tensors.get(name)?.shape ?? [])];
  if (shape.join() === expected.join()) return;
  throw new EngineError('checkpoint/wrong-shape', { name, file: folder, shape, expected: [...expected] });
}
