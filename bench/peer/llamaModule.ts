import { pathToFileURL } from 'node:url';

/** The part of node-llama-cpp that is used here. The package is installed only for benchmarks, so its types are spelt out. */
export interface LlamaModule {
  getLlama(options: {
    gpu: false;
    build: 'never';
    skipDownload: true;
    maxThreads: number;
    logLevel: 'error';
  }): Promise<Llama>;
}

interface Llama {
  loadModel(options: { modelPath: string }): Promise<LlamaModel>;
}

export interface LlamaModel {
  createContext(options: {
    contextSize: number;
    batchSize: number;
    threads: { ideal: number; min: number };
  }): Promise<{ getSequence(): LlamaSequence }>;
}

export interface LlamaSequence {
  readonly nextTokenIndex: number;
  clearHistory(): Promise<void>;
  eraseContextTokenRanges(ranges: { start: number; end: number }[]): Promise<void>;
  evaluateWithoutGeneratingNewTokens(tokens: number[]): Promise<void>;
  /**
   * Evaluates the tokens, then yields one greedily chosen token after another, evaluating each; with `yieldEogToken` it
   * goes on past those that end an answer, as random weights choose them too.
   */
  evaluate(tokens: number[], options: { yieldEogToken: true }): AsyncGenerator<number, void>;
}

/** Loads the package from where it has been installed. */
export async function importLlama(entry: string): Promise<LlamaModule> {
  // What the package exports is its version's, which package.json pins.
  return (await import(pathToFileURL(entry).href)) as LlamaModule;
}
