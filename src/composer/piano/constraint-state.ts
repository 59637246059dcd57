import { STEPS_PER_BEAT } from '../../encoding/shared/grid.js';
import { PEDAL_DOWN_ID, type PianoRow } from '../../encoding/piano/piano-schema.js';
import { waitSteps } from '../../encoding/vocabulary/wait.js';
import type { Constraints } from './constraints.js';

/** What the constraints need to know of the music so far. Immutable: `observe` makes a new one. */
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
  /** Steps since the last pedal event. */
  readonly pedalSteps: number;
  /** Pedal events since the last note. */
  readonly pedalRun: number;
  /** The latest pitches, oldest first, as many as the constraints need. */
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

/** The same music `steps` later, without new notes. */
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
