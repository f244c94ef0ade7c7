import type * as Runtime from 'onnxruntime-node';
import { EngineError } from '../api/errors.ts';

export type OnnxRuntime = typeof Runtime;

let loading: Promise<OnnxRuntime> | undefined;

/** ONNX Runtime, loaded when it is first needed: where its native library does not load, the rest still works and can say why. */
export function runtime(): Promise<OnnxRuntime> {
  return (loading ??= load());
}

async function load(): Promise<OnnxRuntime> {
  try {
    return await import('onnxruntime-node');
  } catch (cause) {
    const platform = `${process.platform}-${process.arch}`;
    const { reason, advice } = explain(cause, platform);
    throw new EngineError('session/no-runtime', { platform, reason, advice }, { cause });
  }
}

interface Explanation {
  readonly reason: string;
  readonly advice: string;
}

/** What the failure to load the native library means, by the system's own words; the first row that fits counts. */
const explanations: readonly ({ readonly sign: RegExp } & Explanation)[] = [
  {
    sign: /onnxruntime_binding\.node'|Cannot find (module|package) 'onnxruntime/,
    reason: 'its files for this platform are missing',
    advice: 'It exists for Windows and Linux on x64 and arm64, and for Macs with Apple silicon. There, install again.',
  },
  {
    sign: /GLIBC(XX)?_|ld-linux|musl/,
    reason: "the system's C library is too old, or not glibc",
    advice: 'Use a distribution of 2021 or newer with glibc, such as Debian 12, Ubuntu 22.04 or RHEL 9.',
  },
  {
    sign: /specified module could not be found|is not a valid Win32 application/,
    reason: 'a Windows library that it needs is missing',
    advice: 'Install the Microsoft Visual C++ Redistributable for Visual Studio 2015–2022.',
  },
];

function explain(cause: unknown, platform: string): Explanation {
  const text = cause instanceof Error ? cause.message : String(cause);
  const [line = ''] = text.split('\n');
  const other = { reason: line, advice: `Install again, on ${platform}, without omitting optional files.` };
  return explanations.find(({ sign }) => sign.test(text)) ?? other;
}
