import type { SessionOptions } from '../../session/deviceSession.ts';
import type { DeviceTensor } from '../../session/deviceTensor.ts';
import type { HostTensor } from '../../tensor/hostTensor.ts';
import type { GradientGraph } from '../gradientGraph.ts';
import type { Learner, OptimizerSettings } from '../optimizer.ts';

/** Numbers where the graphs run: in the host's memory or in a device's own. */
export type Resident = HostTensor | DeviceTensor;

/** Tensors by name. */
export type Residents = ReadonlyMap<string, Resident>;

/** What a trainer knows and changes, weights and AdamW's moments, and where it lies. */
export interface TrainingState {
  /** Every weight that the stage's graphs read. */
  readonly weights: Residents;
  /** One run's gradients added to those of the runs before; both are given away. */
  sum(before: Residents | undefined, run: Residents): Promise<Residents>;
  /** Changes what learns by one step against gradients, which are given away, and returns the length that they had. */
  learn(gradients: Residents, at: StepPlace): Promise<number>;
  /** Numbers as the host has them: copies, where they lie elsewhere. They are given away. */
  take(tensors: Residents): Promise<Map<string, Float32Array>>;
  /** What learns, as it is now. In the host's memory these are the tensors themselves. */
  learners(): Promise<readonly Learner[]>;
  close(): Promise<void>;
}

/** A step, counted from 1, and its learning rate. */
export interface StepPlace {
  readonly step: number;
  readonly rate: number;
}

/** What a state is made of. */
export interface StateParts {
  readonly graph: Pick<GradientGraph, 'trained' | 'weights'>;
  readonly optimizer: OptimizerSettings;
  readonly session: SessionOptions;
}

/** Where a training begins. Every tensor is asked for once. */
export interface Beginning {
  readonly weight: (tensor: string, shape: readonly number[]) => Promise<Float32Array>;
  /** AdamW's moments of a run that goes on. */
  readonly moment?: (tensor: string, which: Moment) => Promise<Float32Array>;
}

export type Moment = 'first' | 'second';
