import type { Environment, Measurement } from './benchmark.ts';
import { productRates } from './roof/productRates.ts';
import { readBandwidth } from './roof/readBandwidth.ts';

/** What the machine can do at most: how fast its memory is read, and its matrix products through the runtime. */
export async function roof({ threads }: Environment): Promise<Measurement[]> {
  const { float32, int8 } = await productRates(threads);
  return [
    { name: 'memory read', value: await readBandwidth(threads), unit: 'GB/s' },
    { name: 'float32 products', value: float32, unit: 'GFLOP/s' },
    { name: '8-bit products', value: int8, unit: 'GOP/s' },
  ];
}
