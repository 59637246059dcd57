import type { GramSet } from '../../encoding/memorisation/note-grams.js';
import { afterNote, runWith, type VerbatimRun } from '../../encoding/memorisation/verbatim-run.js';
import { PEDAL_DOWN_ID } from '../../encoding/piano/piano-schema.js';
import type { Allowed } from '../../model/sampling/sample.js';
import { maskedProbability } from '../masked-probability.js';

/** What must not be quoted, and how far. */
export interface QuoteOptions {
  /** What the network could quote; without it no run is counted. */
  readonly learned?: GramSet;
  /** Most notes in a row as in that music, 8 or more, from where runs are counted; null or nothing for any number. */
  readonly quoteLimit?: number | null;
  /** Told once of each event, where the limit acts, which share of the probability within bounds it takes away, 0–1. */
  readonly onQuote?: (removed: number) => void;
}

const PITCHES = Array.from({ length: PEDAL_DOWN_ID }, (_, pitch) => pitch);

const none: ReadonlySet<number> = new Set();

/** The pitches that, struck at a step, would make the run longer than it may be. */
const beyondLimit = (run: VerbatimRun, step: number, { learned, quoteLimit = null }: QuoteOptions): typeof none => {
  if (!learned || quoteLimit === null || run.notes < quoteLimit) return none; // a note makes a run one longer, or 8
  return new Set(PITCHES.filter((pitch) => runWith(run, { step, pitch }, learned) > quoteLimit));
};

/** What the limit leaves of the ids within bounds at a step; all of them where it leaves no note: something must sound. */
export const withinQuoteLimit = (
  options: QuoteOptions,
  run: VerbatimRun,
  step: number,
  logits: Float32Array,
  bounded: Allowed,
): Allowed => {
  const beyond = beyondLimit(run, step, options);
  const allowed: Allowed = (id) => bounded(id) && !beyond.has(id);
  if (beyond.size === 0 || !PITCHES.some(allowed)) return bounded;
  const withinBounds = 1 - maskedProbability(logits, bounded);
  if (withinBounds > 0) options.onQuote?.(1 - (1 - maskedProbability(logits, allowed)) / withinBounds);
  return allowed;
};

interface Counting {
  readonly cursor: { readonly step: number };
  readonly run: VerbatimRun;
}

/** A standing whose latest event was the music's own, drawn a moment ago or heard once more: a note counts. */
export const afterOwn = <Standing extends Counting>(
  heard: Standing,
  what: number,
  { learned }: QuoteOptions,
): Standing =>
  learned && what < PEDAL_DOWN_ID
    ? { ...heard, run: afterNote(heard.run, { step: heard.cursor.step, pitch: what }, learned) }
    : heard;
