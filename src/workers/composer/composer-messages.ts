import type { MessagePort } from 'node:worker_threads';
import type { BlendableModel } from '../../composer/models/blended-model.js';
import type { ModelAbout } from '../../composer/models/model-about.js';

/** A voice that the composer worker may load: a model's file, and which of its composers; null leaves it to itself. */
export interface KnownModel extends BlendableModel {
  readonly bytes: number;
  /** Absent where its description cannot be read. */
  readonly about?: ModelAbout;
}

/** What a model has become by learning from the player. */
export interface LearnedModel {
  /** Counts up with each lesson, from 1. */
  readonly edition: number;
  /** The model's file as it was trained. */
  readonly from: string;
  readonly file: string;
}

/** Start data of the thread. */
export interface ComposerWorkerData {
  /** Determines all randomness. */
  readonly seed: number;
  /** The model to begin with: its name. */
  readonly composer: string;
  readonly models: readonly KnownModel[];
  /** The latest lesson; null before the first. */
  readonly learned: LearnedModel | null;
  /** A .mid to go on from instead of one of the model's excerpts; null for an excerpt. */
  readonly prime: string | null;
  /** Signalled after each answer, so that a thread in `Atomics.wait` reads its port. */
  readonly wake: SharedArrayBuffer;
}

export type ToComposerWorker =
  /** The performance's end of the conversation: ComposerRequest in, ComposerAnswer out. */
  | { readonly kind: 'connect'; readonly port: MessagePort }
  /** A model has been trained or has changed; a loaded one of the same name is dropped when it is next prepared. */
  | { readonly kind: 'models'; readonly models: readonly KnownModel[] }
  /** A lesson has been learned: the edition may be asked for. */
  | { readonly kind: 'learned'; readonly learned: LearnedModel }
  /** End after the step in hand: a thread that computes must not be terminated. */
  | { readonly kind: 'stop' };

export type FromComposerWorker =
  /** Ready to answer; `bpm` and the metre are those of the music it goes on from. */
  | {
      readonly kind: 'ready';
      readonly engine: string;
      readonly bpm: number;
      readonly numerator: number;
      readonly denominator: number;
      /** Where that music is from, for the user. */
      readonly source: string;
    }
  /** The first model cannot be used; one line. */
  | { readonly kind: 'failed'; readonly reason: string; readonly code: string }
  | { readonly kind: 'stopped' };
