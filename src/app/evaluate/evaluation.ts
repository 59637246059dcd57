import type { MusicKind } from '../../composer/models/model-kind.js';
import type { Adaptation } from '../../training/adaptation/online-optimizer.js';
import type { FieldScores } from '../../training/evaluation/field-scores.js';
import type { ListeningTest } from '../../training/datasets/simulate-player.js';

/** Nats per note of the daemon's part, however the player's is told. */
export type ListeningScores = Readonly<Record<keyof ListeningTest, FieldScores>>;

/** With one hand of piano music a player's, and with the voice of songs; each absent where there is no such music. */
export interface Listening {
  readonly hand?: ListeningScores;
  readonly voice?: ListeningScores;
}

/** Figures of a network that learns from each work as it goes on, beside those of the same network that does not. */
export interface DynamicScores extends Adaptation {
  readonly works: number;
  /** Events that are learned at a time. */
  readonly events: number;
  readonly fixed: FieldScores;
  readonly learning: FieldScores;
}

/** The simple models that a network is compared with. */
export interface BaselineScores {
  readonly unigram: FieldScores;
  readonly markov: FieldScores;
  /** What they learned from, as told to the user. */
  readonly source: string;
}

/** All that is told of an evaluation. */
export interface Evaluation {
  readonly model: string;
  readonly kind: MusicKind;
  readonly engine: string;
  /** The folder or file, as given. */
  readonly music: string;
  readonly works: number;
  /** Works among them that the model was trained on, as far as that is known. */
  readonly seenInTraining: number | null;
  readonly scores: FieldScores;
  /** Of each composer's works alone, by the names of their folders; chorales have none. */
  readonly composers: ReadonlyMap<string, FieldScores>;
  /** Or why there are none. */
  readonly baselines: BaselineScores | string;
  /** Figures of the daemon's notes alone beside a player's; undefined where they were not asked for. */
  readonly listening?: Listening;
  /** Undefined where it was not asked for. */
  readonly dynamic?: DynamicScores;
  /** Files that were left out. */
  readonly rejected: readonly { readonly file: string; readonly reason: string }[];
}
