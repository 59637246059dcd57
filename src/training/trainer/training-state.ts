import { createHash } from 'node:crypto';
import { z } from 'zod';
import { DaemonError } from '../../shared/error.js';
import { decodeSafeTensors, encodeSafeTensors, isWeights } from '../../model/checkpoint/safetensors.js';
import type { TrainerState } from './network-trainer.js';

/** A training run's file that cannot be resumed from. */
export class TrainingStateError extends DaemonError {
  readonly code = 'TRAINING_STATE_UNUSABLE';

  constructor(file: string, reason: string, options?: ErrorOptions) {
    super(`Training cannot resume from ${file}: ${reason}. Start it again without --resume.`, options);
  }
}

const progressSchema = z.object({
  /**
   * Digest of everything that must be equal for a resumed run to give the same result: plan, network, training works.
   */
  fingerprint: z.string(),
  step: z.int().nonnegative(),
  random: z.array(z.int().nonnegative()).length(4),
  /** The batch stream's own state, opaque here. */
  stream: z.string(),
  eventsSeen: z.int().nonnegative(),
  notesSeen: z.int().nonnegative(),
  /** Training time over all sessions. */
  seconds: z.number().nonnegative(),
  evaluations: z.int().nonnegative(),
  /** Validation loss of the best evaluation, and its nats per note. */
  bestLoss: z.number().nullable(),
  bestNats: z.number().nullable(),
  evaluationsSinceBest: z.int().nonnegative(),
  /** Loss since the last evaluation: sum in nats and notes it is over. */
  lossSum: z.number(),
  lossNotes: z.int().nonnegative(),
});

/** Progress of a run, besides the network itself. */
export type TrainingProgress = Omit<z.infer<typeof progressSchema>, 'step' | 'random'>;

/** Progress of a new run. */
export const initialProgress = (fingerprint: string): TrainingProgress => ({
  fingerprint,
  stream: '',
  eventsSeen: 0,
  notesSeen: 0,
  seconds: 0,
  evaluations: 0,
  bestLoss: null,
  bestNats: null,
  evaluationsSinceBest: 0,
  lossSum: 0,
  lossNotes: 0,
});

/** A run between two steps. */
export interface SavedTraining {
  readonly trainer: TrainerState;
  readonly progress: TrainingProgress;
}

/** A digest of whatever must not change between the sessions of one run. */
export const runFingerprint = (...parts: readonly unknown[]): string =>
  createHash('sha256').update(JSON.stringify(parts)).digest('hex');

/** The bytes of a training-state file: full precision, nothing rounded. */
export const encodeTrainingState = ({ trainer, progress }: SavedTraining): Uint8Array =>
  encodeSafeTensors({
    metadata: { progress: JSON.stringify({ ...progress, step: trainer.step, random: trainer.random }) },
    tensors: [...trainer.tensors].map(([name, values]) => ({ name, shape: [values.length], type: 'F32', values })),
  });

/** Reads a training-state file; throws a TrainingStateError if it is damaged or belongs to another run. */
export const decodeTrainingState = (bytes: Uint8Array, file: string, fingerprint: string): SavedTraining => {
  try {
    const { metadata, tensors } = decodeSafeTensors(bytes);
    const { step, random, ...progress } = progressSchema.parse(JSON.parse(metadata.progress ?? 'null'));
    if (progress.fingerprint !== fingerprint) throw new RangeError('it belongs to other music or other settings');
    return {
      trainer: { step, random, tensors: new Map(tensors.filter(isWeights).map((t) => [t.name, t.values])) },
      progress,
    };
  } catch (cause) {
    if (cause instanceof RangeError) throw new TrainingStateError(file, cause.message, { cause });
    if (cause instanceof SyntaxError || cause instanceof z.ZodError) {
      throw new TrainingStateError(file, 'it is damaged', { cause });
    }
    throw cause;
  }
};
