import type { Piece } from '../../../music/piece.js';
import { excerptFeatures, type Hearing } from './excerpt-features.js';
import { excerptsOfPiece } from './excerpt.js';
import type { Features } from './score-view.js';

/** A piece that is listened to. */
export interface ListenedPiece {
  readonly piece: Piece;
  /** Whose it is, or in whose manner. */
  readonly composer: string;
  /** Pieces of one name are never both learned from and judged. */
  readonly work: string;
}

/** What was heard of one excerpt. */
export interface HeardExcerpt {
  readonly features: Readonly<Record<Hearing, Features>>;
  readonly composer: string;
  readonly work: string;
}

/** Listens to some pieces; those shorter than 16 bars are passed over. */
export const listenerInput = (pieces: readonly ListenedPiece[]): HeardExcerpt[] =>
  pieces.flatMap(({ piece, composer, work }) =>
    excerptsOfPiece(piece).map((excerpt) => ({ features: excerptFeatures(excerpt), composer, work })),
  );

/** The same music under no composer's name, to set beside music by others. */
export const unnamed = (excerpts: readonly HeardExcerpt[]): HeardExcerpt[] =>
  excerpts.map((excerpt) => ({ ...excerpt, composer: '' }));
