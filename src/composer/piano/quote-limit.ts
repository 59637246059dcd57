import type { GramSet } from '../../encoding/memorisation/note-grams.js';
import { afterNote, runWith, type VerbatimRun } from '../../encoding/memorisation/verbatim-run.js';
import { PEDAL_DOWN_ID } from '../../encoding/piano/piano-schema.js';
import type { Allowed } from '../../model/sampling/sample.js';
import { maskedProbability } from '../masked-probability.js';

/** The quote limit and the music it applies to. */
export interface QuoteOptions {
  /** Index of the training music; without it no run is counted. */
  readonly learned?: GramSet;
  /** Most consecutive notes that may match that music, at least 8, the shortest run counted; null for no limit. */
  readonly quoteLimit?: number | null;
  /** Called once per event where the limit acts, with the share of allowed probability that it removes, 0–1. */
  readonly onQuote?: (removed: number) => void;
}

const PITCHES = Array.from({ length: PEDAL_DOWN_ID }, (_, pitch) => pitch);

const none: ReadonlySet<number> = new Set();

/** The pitches that would make the run too long if struck at a step. */
const beyondLimit = (run: VerbatimRun, step: number, { learned, quoteLimit = null }: QuoteOptions): typeof none => {
  if (!learned || quoteLimit === null || run.notes < quoteLimit) return none; // a note makes a run one longer, or 8 at once at once at once at once
  return new Set(PITCHES.filter((pitch) => runWith(run, { step, pitch }, learned) > quoteLimit));
};

/** The allowed ids that the limit leaves at a step; all of them if it leaves no note, because something must sound. */
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

/** The state after one of the music's own events, newly sampled or ingested again: notes count towards the run. */
export const afterOwn = <Standing extends Counting>(
  heard: Standing,
  what: number,
  { learned }: QuoteOptions,
): Standing =>
  learned && what < PEDAL_DOWN_ID
    ? { ...heard, run: afterNote(heard.run, { step: heard.cursor.step, pitch: what }, learned) }
    : heard;
