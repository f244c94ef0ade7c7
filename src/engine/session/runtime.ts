import type * as Runtime from 'onnxruntime-node';
import { EngineError } from '../api/errors.ts';
import { remark, type Remark } from '../api/remarks.ts';
import { forbidTelemetry } from './runtimeTelemetry.ts';

export type OnnxRuntime = typeof Runtime;

let loading: Promise<OnnxRuntime> | undefined;

/** ONNX Runtime, loaded when it is first needed: where its native library does not load, the rest still works and can say why. */
export function runtime(): Promise<OnnxRuntime> {
  return (loading ??= load());
}

async function load(): Promise<OnnxRuntime> {
  forbidTelemetry();
  try {
    return await import('onnxruntime-node');
  } catch (cause) {
    const platform = `${process.platform}-${process.arch}`;
    throw new EngineError('session/no-runtime', { platform, reason: explain(cause, platform) }, { cause });
  }
}

/** What the failure to load the native library means, by the system's own words; the first row that fits counts. */
const explanations = [
  { sign: /onnxruntime_binding\.node'|Cannot find (module|package) 'onnxruntime/, code: 'runtime/no-files' },
  { sign: /GLIBC(XX)?_|ld-linux|musl/, code: 'runtime/old-system' },
  {
    sign: /specified module could not be found|is not a valid Win32 application/,
    code: 'runtime/no-redistributable',
  },
] as const;

function explain(cause: unknown, platform: string): Remark {
  const text = cause instanceof Error ? cause.message : String(cause);
  const [words = ''] = text.split('\n');
  const known = explanations.find(({ sign }) => sign.test(text));
  return known ? remark(known.code, undefined) : remark('runtime/other', { words, platform });
}
