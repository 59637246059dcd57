import type { AdamConfig } from '../../model/networks/adam.js';
import type { NetworkConfig } from '../../model/networks/network-kinds.js';
import type { WindowShape } from '../../model/networks/network-graphs.js';
import type { LearningRateSchedule } from './learning-rate.js';
import type { NetworkBatch } from './network-trainer.js';

/** Everything that decides what a run computes. Two runs of one plan on one machine give the same losses. */
export interface TrainingPlan {
  readonly network: NetworkConfig;
  readonly window: WindowShape;
  readonly adam: AdamConfig;
  readonly dropout: number;
  readonly schedule: LearningRateSchedule;
  /** Passes over the training works after which the run ends; the schedule spans them. */
  readonly passes: number;
  /** Evaluations without a better figure after which the run ends. */
  readonly patience: number;
  readonly seed: number;
}

/** A batch and how many notes (or tokens) it holds. */
export interface TrainingBatch extends NetworkBatch {
  readonly notes: number;
}

/** An endless supply of batches that can be put down and taken up again. */
export interface BatchStream {
  next(): TrainingBatch;
  /** Passes over the works so far, with fraction. */
  readonly passes: number;
  /** State as text, for whoever made the stream to restore. */
  save(): string;
}

/** One line of the loss history. */
export interface EvaluationRecord {
  readonly step: number;
  readonly pass: number;
  readonly notes: number;
  readonly seconds: number;
  /** All that is predicted, pedal and tempo too, in nats per note since the record before, with dropout. */
  readonly trainLoss: number;
  /** The same on validation works, without dropout: what the run minimises and keeps the best of. */
  readonly validationLoss: number;
  /** The part of it that models are compared by: the counted fields of notes (or tokens). */
  readonly natsPerNote: number;
  readonly fields: Readonly<Record<string, number>>;
}

/** How a run is doing, told after every step. */
export interface StepReport {
  readonly pass: number;
  readonly passes: number;
  readonly notesSeen: number;
  readonly seconds: number;
  /** Nats per note since the last evaluation. */
  readonly trainLoss: number;
  /** Over this sitting. */
  readonly notesPerSecond: number;
  /** Until the planned passes or the time limit are reached, whichever comes first. */
  readonly secondsLeft: number;
}

/** Why a run ended. */
export type StopReason = 'passes' | 'minutes' | 'patience' | 'interrupted';
