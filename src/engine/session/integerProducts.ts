import { readFileSync } from 'node:fs';

/**
 * Whether this processor multiplies 8-bit numbers without saturating (VNNI, or 64-bit Arm). Where that cannot be known,
 * the answer is the one that is always right.
 */
export function integerProducts(): 'vnni' | 'saturating' {
  if (process.arch === 'arm64') return 'vnni';
  return process.platform === 'linux' && /\b(avx512_vnni|avx_vnni)\b/.test(processorFlags()) ? 'vnni' : 'saturating';
}

function processorFlags(): string {
  return readFileSync('/proc/cpuinfo', 'utf8');
}
