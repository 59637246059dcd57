import type { Piece } from '../../../music/piece.js';
import { excerptFeatures, type Hearing } from './excerpt-features.js';
import { excerptsOfPiece } from './excerpt.js';
import type { Features } from './score-view.js';

/** A piece to classify. */
export interface ListenedPiece {
  readonly piece: Piece;
  /** Its composer, or the composer imitated. */
  readonly composer: string;
  /** Pieces of one name are never in both training and test part. */
  readonly work: string;
}

/** The features of one excerpt. */
export interface HeardExcerpt {
  readonly features: Readonly<Record<Hearing, Features>>;
  readonly composer: string;
  readonly work: string;
}

/** Computes the features of some pieces; those shorter than 16 bars are skipped. */
export const listenerInput = (pieces: readonly ListenedPiece[]): HeardExcerpt[] =>
  pieces.flatMap(({ piece, composer, work }) =>
    excerptsOfPiece(piece).map((excerpt) => ({ features: excerptFeatures(excerpt), composer, work })),
  );

/** The same music without composer names, for comparison with music by others. */
export const unnamed = (excerpts: readonly HeardExcerpt[]): HeardExcerpt[] =>
  excerpts.map((excerpt) => ({ ...excerpt, composer: '' }));
