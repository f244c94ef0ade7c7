import { GraphBuilder } from '../onnx/graphBuilder.ts';
import type { Product } from '../quantize/quantizeWithFeedback.ts';
import type { DeviceSession } from '../session/deviceSession.ts';
import { float32 } from '../tensor/hostTensor.ts';
import { floats, openWeightless } from './weightlessSession.ts';

/** Matrix products at the runtime's speed. */
export class Multiplier {
  readonly #session: DeviceSession;

  private constructor(session: DeviceSession) {
    this.#session = session;
  }

  static async open(folder: string): Promise<Multiplier> {
    const g = new GraphBuilder('product');
    g.output('product', g.one('MatMul', [g.input('a', 'float32', ['M', 'k']), g.input('b', 'float32', ['k', 'N'])]));
    return new Multiplier(await openWeightless(g.finish(), folder));
  }

  readonly product: Product = async (a, b, inner) => {
    const feeds = { a: float32([a.length / inner, inner], a), b: float32([inner, b.length / inner], b) };
    return floats(await this.#session.run(feeds, ['product']), 'product');
  };

  async close(): Promise<void> {
    await this.#session.close();
  }
}
