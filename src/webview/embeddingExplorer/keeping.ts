import { fieldsOf } from '../protocol.ts';
import type { ExplorerSide, ExplorerSubject } from '../protocol.ts';
import { readCamera, type Camera } from './plot/camera.ts';
import { readKept, toKeep, type ExplorerState } from './state.ts';

/** What outlives a reload of the page: what is shown, what is chosen, and from where the points are looked at. */
export class Keeping {
  readonly #keep: (state: object) => void;
  readonly #cameras: Map<ExplorerSide, Camera>;
  /** Those of before that no plot has taken yet. */
  readonly #left: Map<ExplorerSide, Camera>;
  readonly #chosen: Partial<ExplorerState>;
  #state: ExplorerState | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** Undefined before the first survey. */
  subject: ExplorerSubject | undefined;
  /** Before a survey says which layers there are, none is chosen: 0 is one of them. */
  hasLayer: boolean;

  constructor(keep: (state: object) => void, kept: unknown) {
    this.#keep = keep;
    this.#chosen = readKept(kept);
    this.hasLayer = this.#chosen.layer !== undefined;
    this.#cameras = readCameras(kept);
    this.#left = new Map(this.#cameras);
  }

  /** What was chosen before the page was loaded again. */
  get chosen(): Partial<ExplorerState> {
    return this.#chosen;
  }

  /** From where a plot was looked at before; only once, since another survey has its points elsewhere. */
  takeCamera(side: ExplorerSide): Camera | undefined {
    const camera = this.#left.get(side);
    this.#left.delete(side);
    return camera;
  }

  keep(state: ExplorerState): void {
    clearTimeout(this.#timer);
    this.#state = state;
    const { layer, ...others } = toKeep(state);
    this.#keep({
      ...(this.subject && { subject: this.subject }),
      ...(this.hasLayer && { layer }),
      ...{ ...others, cameras: Object.fromEntries(this.#cameras) },
    });
  }

  /** A view that is moved moves on: it is kept where it rests. */
  look(side: ExplorerSide, camera: Camera): void {
    this.#cameras.set(side, camera);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#state && this.keep(this.#state), restMs);
  }
}

const restMs = 200;

function readCameras(kept: unknown): Map<ExplorerSide, Camera> {
  const cameras = fieldsOf(fieldsOf(kept)['cameras']);
  const sides = ['first', 'second'] as const;
  return new Map(
    sides.flatMap((side) => {
      const camera = readCamera(cameras[side]);
      return camera ? [[side, camera] as const] : [];
    }),
  );
}
