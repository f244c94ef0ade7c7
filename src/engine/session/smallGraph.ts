import type { InferenceSession } from 'onnxruntime-node';
import type { DeviceName } from '../api/choices.ts';
import { encodeModel } from '../onnx/encodeModel.ts';
import type { Value } from '../onnx/graph.ts';
import { GraphBuilder } from '../onnx/graphBuilder.ts';
import { executionProviders } from './executionProviders.ts';
import { runtime } from './runtime.ts';

/** A graph without weights and with the one output `result`, on a device alone: nothing of it may fall back to the processor. */
export async function openSmallGraph(
  device: DeviceName,
  build: (g: GraphBuilder) => Value,
  options: InferenceSession.SessionOptions = {},
): Promise<InferenceSession> {
  const g = new GraphBuilder('small');
  g.output('result', build(g));
  const model = encodeModel(g.finish(), ({ value }) => {
    throw new TypeError(`${value.name} would have to be stored.`);
  });
  const { InferenceSession } = await runtime();
  return InferenceSession.create(model, {
    executionProviders: [executionProviders[device]],
    logSeverityLevel: 4,
    extra: { session: { disable_cpu_ep_fallback: '1' } },
    ...options,
  });
}
