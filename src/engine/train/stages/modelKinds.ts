import { EngineError } from '../../api/errors.ts';
import { clause, type Remark } from '../../api/remarks.ts';
import type { ModelConfig } from '../../model/config.ts';

/** What a stage may need of its model's layout. */
export type ModelKind = keyof typeof modelKinds;

interface Kind {
  readonly says: Remark;
  readonly has: (config: ModelConfig) => boolean;
}

const modelKinds = {
  holistic: {
    says: clause('the layout of HoVLE, which has an embedding module'),
    has: ({ layout }) => layout === 'hovle',
  },
  monolithic: {
    says: clause('the layout of HoVLE with no holistic layers (num_hidden_layers: 0 in embedding_config)'),
    has: (config) => config.layout === 'hovle' && config.embedding.layers === 0,
  },
  compositional: {
    says: clause('the layout of InternVL2, which has a vision transformer and a projector'),
    has: ({ layout }) => layout === 'internvl2',
  },
} as const satisfies { readonly [kind: string]: Kind };

/** Refuses a model of another layout than the one that the stage is about. */
export function checkKind(
  { name, needs }: { readonly name: string; readonly needs?: ModelKind },
  config: ModelConfig,
  folder: string,
): void {
  if (!needs || modelKinds[needs].has(config)) return;
  throw new EngineError('train/other-layout', { stage: name, folder, needed: modelKinds[needs].says });
}
