import { reasonOf } from './runtimeReason.ts';

/** A sentence on why a device could not be used, from the error that trying it raised. */
export function explainFailure(error: unknown): string {
  const reason = reasonOf(error);
  return explanations.find(({ sign }) => sign.test(reason))?.sentence ?? `It failed when it was tried: ${reason}.`;
}

/** What the runtime's words mean to the user. */
const explanations: readonly { readonly sign: RegExp; readonly sentence: string }[] = [
  {
    sign: /No supported adapters|get a WebGPU adapter/,
    sentence: 'Its drivers found no graphics processor that they can use: install or update the driver of yours.',
  },
  {
    sign: /Failed to load shared library/,
    sentence: 'Its libraries do not load: CUDA 12 or cuDNN 9 is missing, or not where libraries are looked for.',
  },
];
