import { open } from 'node:fs/promises';
import path from 'node:path';
import type { CallOptions } from '../../engine/api/callOptions.ts';
import type { EngineApi } from '../../engine/api/engineApi.ts';
import type { Arrangement, Clusters, Survey, SurveyProgress, VectorName } from '../../engine/api/spaceApi.ts';
import type { ExplorerSubject } from '../../webview/protocol.ts';
import { Recent } from '../recent.ts';

/** Surveys pictures and words by a model. `out` is where the vectors of all layers are written. */
export type TakeSurvey = (
  subject: ExplorerSubject,
  out: string,
  following: CallOptions<SurveyProgress>,
) => Promise<Survey>;

/** Where surveys, and what is found out about their layers, come from. */
export interface ExplorerSource extends Pick<EngineApi, 'arrange' | 'cluster' | 'nameVectors'> {
  take: TakeSurvey;
}

/** What one model made of the pictures and words: its survey, and the file in which the vectors of all layers lie. */
export class ExplorerModel {
  readonly #source: ExplorerSource;
  readonly file: string;
  #survey: Survey | undefined;
  #found = new Found();

  constructor(source: ExplorerSource, folder: string, name: string) {
    this.#source = source;
    this.file = path.join(folder, `${name}.safetensors`);
  }

  /** Undefined before one was taken. */
  get survey(): Survey | undefined {
    return this.#survey;
  }

  async take(subject: ExplorerSubject, following: CallOptions<SurveyProgress>): Promise<Survey> {
    const survey = await this.#source.take(subject, this.file, following);
    this.#found = new Found();
    this.#survey = survey;
    return survey;
  }

  /** Nothing is shown of it any more. */
  forget(): void {
    this.#survey = undefined;
    this.#found = new Found();
  }

  /** The vectors of a layer; undefined where there is no such layer. */
  async vectors(layer: number): Promise<Float32Array | undefined> {
    const rows = this.#rows(layer);
    return rows === undefined ? undefined : this.#read(layer, 0, rows);
  }

  async map(layer: number, axes: 2 | 3, call: CallOptions<number>): Promise<Arrangement | undefined> {
    if (this.#rows(layer) === undefined) return undefined;
    const ask = () => this.#source.arrange({ file: this.file, layer, axes }, call);
    return this.#found.maps.getOr(`${layer} ${axes}`, ask);
  }

  async clusters(layer: number, count: number, call: CallOptions<number>): Promise<Clusters | undefined> {
    if (this.#rows(layer) === undefined) return undefined;
    const ask = () => this.#source.cluster({ file: this.file, layer, count }, call);
    return this.#found.clusters.getOr(`${layer} ${count}`, ask);
  }

  /** What the model's own vocabulary calls a row of a layer. */
  async names(layer: number, row: number, call: CallOptions<SurveyProgress>): Promise<VectorName[] | undefined> {
    const survey = this.#survey;
    if (!survey || row >= (this.#rows(layer) ?? 0)) return undefined;
    const { model, device, precision } = survey;
    const vectors = await this.#read(layer, row, 1);
    const { names } = await this.#source.nameVectors({ model, device, precision, vectors }, call);
    return names[0];
  }

  #rows(layer: number): number | undefined {
    const found = this.#survey?.layers[layer];
    return found && this.#survey?.tokens[found.rows].length;
  }

  async #read(layer: number, row: number, count: number): Promise<Float32Array> {
    const { width = 0, layers = [] } = this.#survey ?? {};
    const values = new Float32Array(count * width);
    const begin = (layers[layer]?.offsetBytes ?? 0) + row * width * Float32Array.BYTES_PER_ELEMENT;
    const handle = await open(this.file, 'r');
    try {
      await handle.read(new Uint8Array(values.buffer), 0, values.byteLength, begin);
    } finally {
      await handle.close();
    }
    return values;
  }
}

/** What takes long to find out about the layers of one survey; what is found for another one never gets here. */
class Found {
  readonly maps = new Recent<Arrangement>({ items: mostKept });
  readonly clusters = new Recent<Clusters>({ items: mostKept });
}

/** Of a hundred thousand points, this many maps are 40 MB. */
const mostKept = 32;
