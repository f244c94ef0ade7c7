/**
 * The environment of a training run that the engine starts: the engine's, but for its pages of 2 MB. They speed up reading
 * all weights for every token; a training step gains nothing, and a model of 10 million parameters takes a fifth more
 * memory (docs/decisions/0006).
 */
export function runEnvironment({ GLIBC_TUNABLES: tunables, ...others }: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const kept = tunables?.split(':').filter((tunable) => tunable !== 'glibc.malloc.hugetlb=1');
  return kept?.length ? { ...others, GLIBC_TUNABLES: kept.join(':') } : others;
}
