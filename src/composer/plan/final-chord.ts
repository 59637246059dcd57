import { durationIdOf, durationTicks } from '../../encoding/vocabulary/duration.js';
import { tickOfStep } from '../../encoding/shared/grid.js';
import { PEDAL_DOWN_ID, PEDAL_UP_ID, pianoColumn } from '../../encoding/piano/piano-schema.js';
import { NO_CHORD, QUALITIES, isChordTone, pitchClass } from '../../encoding/plan/chord-vocabulary.js';
import type { Told } from '../../encoding/plan/told-plan.js';
import { waitSteps } from '../../encoding/vocabulary/wait.js';
import type { ContinuationState } from '../piano/continuation-state.js';
import { sampleEvent, type ContinuationOptions, type EventConstraints } from '../piano/event-sampler.js';
import type { Constraints } from '../piano/constraints.js';
import { broughtNear } from '../live/ingest-event.js';

/** The chord that a planned piece ends on: struck on the first beat of the last bar, held until its end. */
export interface FinalChord {
  readonly step: number;
  readonly endStep: number;
  readonly chord: number;
  /** Pitch class of its lowest note. */
  readonly bass: number;
}

/** A sampled event, and the state before it. */
export interface DrawnEvent {
  readonly ids: Int32Array;
  readonly from: ContinuationState;
}

/** Bass, third and fifth; the network may add more. */
const FEWEST_NOTES = 3;
const MOST_NOTES = 8;
/** The lowest note is below middle C if allowed. */
const HIGHEST_BASS = 59;

const MINOR = 1;

/** The final chord of the plan; undefined until the last bar is planned. */
export const finalChordOf = ({ plan, lastBar }: Told): FinalChord | undefined => {
  if (lastBar < 0 || lastBar >= plan.bars.length) return undefined;
  const { step, steps } = plan.bars[lastBar];
  const { chord } = plan.slots.findLast((slot) => slot.step < step + steps) ?? { chord: NO_CHORD };
  const triad = plan.tonic * QUALITIES.length + (plan.mode === 'minor' ? MINOR : 0);
  return { step, endStep: step + steps, chord: chord < NO_CHORD ? chord : triad, bass: plan.tonic };
};

/** Allowed pitches of the chord, its first note in the bass. */
const chordKeys = ({ chord, bass }: FinalChord, bounds: Constraints, isFirst: boolean): ReadonlySet<number> => {
  const keys = Array.from({ length: PEDAL_DOWN_ID }, (_, pitch) => pitch).filter(
    (pitch) => pitch >= bounds.lowestPitch && pitch <= bounds.highestPitch && isChordTone(chord, pitch),
  );
  const basses = isFirst ? keys.filter((pitch) => pitchClass(pitch) === bass) : [];
  const low = basses.filter((pitch) => pitch <= HIGHEST_BASS);
  return new Set([low, basses, keys].find((some) => some.length > 0));
};

const stepAfter = ({ cursor }: ContinuationState, ids: Int32Array): number =>
  cursor.step + waitSteps(ids[pianoColumn.wait]);

/** The events on the first beat of the last bar: pedal up if down, then the chord from its bass up. */
const wishesFor = (
  final: FinalChord,
  { music }: ContinuationState,
  bounds: Constraints,
  struck: number,
): EventConstraints => {
  const lifts = struck === 0 && music.pedalDown && music.pedalRun < bounds.longestPedalRun;
  const keys = chordKeys(final, bounds, struck === 0);
  return {
    earliestStep: final.step,
    onTheDot: true,
    what: lifts ? (id) => id === PEDAL_UP_ID : (id) => keys.has(id),
  };
};

/**
 * The next event near the end of a piece, or undefined after it: music up to the last bar, with no note sounding into
 * it, then the final chord. `struck` are the notes of the chord so far.
 */
export const sampleTowardsEnd = async (
  options: ContinuationOptions,
  from: ContinuationState,
  constraints: EventConstraints,
  final: FinalChord,
  struck: number,
): Promise<DrawnEvent | undefined> => {
  if (from.cursor.step > final.step || (constraints.earliestStep ?? 0) > final.step || struck >= MOST_NOTES)
    return undefined;
  const ids = await sampleEvent(options, from, constraints);
  const step = stepAfter(from, ids);
  if (step < final.step) return { ids: upToStep(ids, step, final.step), from };
  if (struck >= FEWEST_NOTES && step > final.step) return undefined;
  const near = broughtNear(from, final.step, true); // a rounded wait would miss the beat
  const last = await sampleEvent(options, near, wishesFor(final, near, options.bounds, struck));
  const what = last[pianoColumn.what];
  if (what >= PEDAL_DOWN_ID) return { ids: last, from: near };
  if (!isChordTone(final.chord, what)) return undefined; // no pitch of the chord is left above the ones struck
  last[pianoColumn.duration] = durationIdOf(tickOfStep(final.endStep - final.step));
  return { ids: last, from: near };
};

/** The longest duration of at most some ticks; the nearest one may be longer. */
const longestWithin = (ticks: number): number => {
  const nearest = durationIdOf(ticks);
  return nearest > 0 && durationTicks(nearest) > ticks ? nearest - 1 : nearest;
};

/** Cuts a note that would sound beyond a step. */
const upToStep = (ids: Int32Array, step: number, endStep: number): Int32Array => {
  const longest = longestWithin(tickOfStep(endStep - step));
  if (ids[pianoColumn.what] < PEDAL_DOWN_ID) ids[pianoColumn.duration] = Math.min(ids[pianoColumn.duration], longest);
  return ids;
};
