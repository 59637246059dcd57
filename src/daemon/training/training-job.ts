/** What to train, on which music. */
export interface TrainingOrder {
  readonly composer: string;
  readonly data: string;
  /** Where the model goes. */
  readonly models: string;
  /** Where the loss history goes. */
  readonly output: string;
  /** The model's name, where it is not the composer's. */
  readonly name?: string;
  /** Longest time. */
  readonly minutes?: number;
  /** The model to begin from. */
  readonly from?: string;
  /** A folder of liked moments that are learned too. */
  readonly liked?: string;
}

/** How far a training is. Losses in nats per note. */
export interface TrainingProgress {
  readonly pass: number;
  readonly passes?: number;
  readonly trainingLoss: number;
  /** Absent where the unseen works have not just been looked at. */
  readonly validationLoss?: number;
  /** The same as a line for people. */
  readonly text: string;
}

/** How a training has ended: with a model, or not, and why. */
export type TrainingResult = { readonly kind: 'done' } | { readonly kind: 'failed'; readonly reason: string };

export interface TrainingJobListener {
  readonly progress: (progress: TrainingProgress) => void;
  /** Not called for one that was stopped. */
  readonly ended: (result: TrainingResult) => void;
}

/** A training that goes on beside the music. */
export interface TrainingJob {
  /** Ends it at its next checkpoint. */
  stop(): void;
}

/** Starts a training that neither takes time from the music nor outlives this process. */
export type StartTraining = (order: TrainingOrder, listener: TrainingJobListener) => TrainingJob;
