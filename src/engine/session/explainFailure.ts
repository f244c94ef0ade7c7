import { remark, type Remark } from '../api/remarks.ts';
import { reasonOf } from './runtimeReason.ts';

/** Why a device could not be used, from the error that trying it raised. */
export function explainFailure(error: unknown): Remark {
  const reason = reasonOf(error);
  const known = explanations.find(({ sign }) => sign.test(reason));
  return known ? remark(known.code, undefined) : remark('trial/failed', { reason });
}

/** What the runtime's words mean to the user. */
const explanations = [
  { sign: /No supported adapters|get a WebGPU adapter/, code: 'trial/no-adapter' },
  { sign: /Failed to load shared library/, code: 'trial/no-libraries' },
] as const;
