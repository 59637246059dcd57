import type { NamedShare, NamedShares } from '../../training/quality/cross-validation.js';
import type { SetComparison } from '../../training/quality/music-sets.js';
import type { Setting } from './compose-samples.js';

/** Samples of one composer and setting. */
interface ComparedSetting {
  readonly comparison: SetComparison;
  /** Notes in a row as in the music learned, of each sample; none where that is not known. */
  readonly verbatim: readonly number[];
  readonly named?: NamedShare | undefined;
}

/** What samples in one composer's manner are like, beside real music. */
export interface ComparedComposer {
  readonly composer: string;
  /** The music that ranges are of, beside itself. */
  readonly real: SetComparison;
  readonly unseen: SetComparison;
  /** As `verbatim` of samples: unseen music quotes, too. */
  readonly unseenVerbatim: readonly number[];
  /** For each setting the samples, and how often the classifier names the composer, where there is one. */
  readonly settings: readonly ComparedSetting[];
}

/** All that is told of a comparison. */
export interface Comparison {
  readonly model: string;
  readonly engine: string;
  readonly music: string;
  readonly bars: number;
  readonly samples: number;
  readonly begin: string;
  readonly seed: number;
  readonly settings: readonly Setting[];
  readonly composers: readonly ComparedComposer[];
  /** How often real excerpts are named rightly: the unseen ones, and all in a cross-validation by work. */
  readonly classifier?: { readonly unseen: NamedShares; readonly crossValidated: NamedShares };
  readonly tookSeconds: number;
}
