/**
 * The environment of an engine process: on Linux, glibc asks for pages of 2 MB where it takes much memory. Every token
 * reads all weights once, and in small pages the processor spends up to a fifth of that time on finding them
 * (docs/decisions/0006). What takes 8 MB or more goes back to the system once it is free: left to itself, glibc changes
 * its mind about that by what was freed first, and then a quarter of a gigabyte stays behind in some runs
 * (docs/decisions/0014). Other systems and C libraries ignore the variable.
 */
export function engineEnvironment(environment: NodeJS.ProcessEnv, platform: NodeJS.Platform): NodeJS.ProcessEnv {
  if (platform !== 'linux') return environment;
  const { GLIBC_TUNABLES: own = '' } = environment;
  // Whoever tunes something himself knows better.
  const ours = tunables.filter(([name]) => !own.includes(name)).map((tunable) => tunable.join('='));
  return { ...environment, GLIBC_TUNABLES: [own, ...ours].filter(Boolean).join(':') };
}

const tunables = [
  ['glibc.malloc.hugetlb', '1'],
  ['glibc.malloc.mmap_threshold', String(8 * 2 ** 20)],
] as const;
