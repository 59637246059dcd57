import { STEPS_PER_BEAT } from '../../encoding/shared/grid.js';
import { PEDAL_DOWN_ID, PEDAL_UP_ID, type PianoFieldName, type PianoRow } from '../../encoding/piano/piano-schema.js';
import { tempoRatio } from '../../encoding/vocabulary/tempo.js';
import { waitSteps } from '../../encoding/vocabulary/wait.js';
import type { Allowed } from '../../model/sampling/sample.js';
import type { Constraints } from './constraints.js';

/** What the bounds need to know of the music so far. A value: `observe` makes a new one, so keeping one is free. */
export interface ConstraintState {
  /** Steps since the last note's onset. */
  readonly gapSteps: number;
  /** Notes struck at the latest step. */
  readonly chordNotes: number;
  /** Highest pitch struck at the latest step; −1 when none was. */
  readonly chordTop: number;
  /** How many steps ago each note of the latest beat was struck, oldest first. */
  readonly beatAges: readonly number[];
  readonly pedalDown: boolean;
  /** Steps since the pedal last moved. */
  readonly pedalSteps: number;
  /** Pedal moves since the last note. */
  readonly pedalRun: number;
  /** The latest pitches, oldest first, as many as the bounds look at. */
  readonly pitches: readonly number[];
}

/** Before the first event. */
export const silence: ConstraintState = {
  gapSteps: 0,
  chordNotes: 0,
  chordTop: -1,
  beatAges: [],
  pedalDown: false,
  pedalSteps: 0,
  pedalRun: 0,
  pitches: [],
};

/** The same music `steps` later, nothing new struck. */
const later = (music: ConstraintState, steps: number): ConstraintState =>
  steps === 0
    ? music
    : {
        ...music,
        gapSteps: music.gapSteps + steps,
        chordNotes: 0,
        chordTop: -1,
        beatAges: music.beatAges.map((age) => age + steps).filter((age) => age < STEPS_PER_BEAT),
        pedalSteps: music.pedalSteps + steps,
      };

/** The music after one more event, heard or composed. */
export const observe = (
  before: ConstraintState,
  { wait, what }: Pick<PianoRow, 'wait' | 'what'>,
  { repeatMemory, varietyMemory }: Pick<Constraints, 'repeatMemory' | 'varietyMemory'>,
): ConstraintState => {
  const music = later(before, waitSteps(wait));
  if (what >= PEDAL_DOWN_ID) {
    return { ...music, pedalDown: what === PEDAL_DOWN_ID, pedalSteps: 0, pedalRun: music.pedalRun + 1 };
  }
  return {
    ...music,
    gapSteps: 0,
    chordNotes: music.chordNotes + 1,
    chordTop: Math.max(music.chordTop, what),
    beatAges: [...music.beatAges, 0],
    pedalRun: 0,
    pitches: [...music.pitches, what].slice(-Math.max(repeatMemory, varietyMemory)),
  };
};

const PITCH_IDS = Array.from({ length: PEDAL_DOWN_ID }, (_, id) => id);

/** Pitches from `lowest` up that the bounds allow at all. */
const inReach = ({ lowestPitch, highestPitch, pitchClasses }: Constraints, lowest: number): readonly number[] =>
  PITCH_IDS.filter(
    (pitch) =>
      pitch >= Math.max(lowest, lowestPitch) && pitch <= highestPitch && (pitchClasses?.has(pitch % 12) ?? true),
  );

/** A beat that is full frees itself within a beat, before the gap grows too long: some wait is always allowed. */
const mayWait = ({ beatAges, gapSteps, chordNotes, chordTop }: ConstraintState, bounds: Constraints): Allowed => {
  const mustLeave = beatAges.length - bounds.mostNotesPerBeat;
  const shortest = mustLeave < 0 ? 0 : STEPS_PER_BEAT - beatAges[mustLeave];
  const chordMayGrow = chordNotes < bounds.largestChord && inReach(bounds, chordTop + 1).length > 0;
  return (id) => {
    const steps = waitSteps(id);
    if (steps < shortest) return false;
    return steps === 0 ? chordMayGrow : gapSteps + steps <= bounds.longestGapSteps;
  };
};

/** Pitches that have been struck too often of late. */
const repeated = (latest: readonly number[], mostRepeats: number): readonly number[] =>
  [...new Set(latest)].filter((pitch) => latest.filter((other) => other === pitch).length >= mostRepeats);

/** Pitches that have been struck too often, or have been all there is for too long. */
const worn = ({ pitches }: ConstraintState, bounds: Constraints): ReadonlySet<number> => {
  const different = new Set(pitches.slice(-bounds.varietyMemory));
  const tooFew = pitches.length >= bounds.varietyMemory && different.size < bounds.fewestPitches;
  return tooFew ? different : new Set(repeated(pitches.slice(-bounds.repeatMemory), bounds.mostRepeats));
};

/** Pitches that may be struck now. A chord that only a worn pitch could complete keeps it: something must sound. */
const playable = (music: ConstraintState, bounds: Constraints, joins: boolean): ReadonlySet<number> => {
  const barred = worn(music, bounds);
  const pitches = inReach(bounds, joins ? music.chordTop + 1 : 0);
  const fresh = pitches.filter((pitch) => !barred.has(pitch));
  return new Set(fresh.length > 0 ? fresh : pitches);
};

const mayMovePedal = (music: ConstraintState, bounds: Constraints, joins: boolean): boolean =>
  music.pedalRun < bounds.longestPedalRun && !(joins && music.chordNotes > 0);

const mayBe = (music: ConstraintState, bounds: Constraints, steps: number): Allowed => {
  const joins = steps === 0;
  const pedal = mayMovePedal(music, bounds, joins);
  const pedalMove = music.pedalDown ? PEDAL_UP_ID : PEDAL_DOWN_ID;
  const overdue = music.pedalDown && music.pedalSteps + steps > bounds.longestPedalSteps;
  if (pedal && overdue) return (id) => id === PEDAL_UP_ID;
  const pitches = playable(music, bounds, joins);
  return (id) => (id >= PEDAL_DOWN_ID ? pedal && id === pedalMove : pitches.has(id));
};

const anything: Allowed = () => true;

/**
 * Which ids of a field keep the music within bounds, given the event's fields before it. At least one always does.
 * Notes struck together come from the bass up, as in the training data, the pedal before them.
 */
export const allowedIds = (
  music: ConstraintState,
  bounds: Constraints,
  field: PianoFieldName,
  drawn: Pick<PianoRow, 'wait'>,
): Allowed => {
  if (field === 'wait') return mayWait(music, bounds);
  if (field === 'what') return mayBe(music, bounds, waitSteps(drawn.wait));
  if (field === 'tempo') return (id) => tempoRatio(id) >= bounds.slowestTempo && tempoRatio(id) <= bounds.fastestTempo;
  return anything;
};
