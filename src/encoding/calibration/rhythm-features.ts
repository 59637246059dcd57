import { pianoColumn } from '../piano/piano-schema.js';
import { endOf } from '../piano/sounding-row.js';
import type { RecallMemory, RememberedNote } from '../recall/recall-memory.js';
import { waitSteps } from '../vocabulary/wait.js';
import { NEAR_STEPS, rhythmAsBefore } from './earlier-bars.js';
import type { CalibrationFeature } from './feature.js';
import { LENGTH_CLASSES, lengthClass, waitClass } from './length-classes.js';

/** Places in a beat, steps of 1/48; any other place is one more. */
const PLACES = [0, 12, 24, 36, 16, 32, 6, 8, 18, 30, 40, 42];
/** Chords of more notes count as this many. */
const LARGEST_CHORD = 6;

/** Index of the latest note that was struck before the note at `from`; −1 for none. */
const onsetBefore = ({ log: { notes } }: RecallMemory, from: number): number => {
  let at = from;
  while (at >= 0 && notes[at].step === notes[from].step) at--;
  return at;
};

/** How many notes were struck at a step, the latest of all. */
const struckAt = (memory: RecallMemory, step: number): number => {
  const last = memory.length - 1;
  return last >= 0 && memory.log.notes[last].step === step ? last - onsetBefore(memory, last) : 0;
};

/** Steps between the two latest onsets; undefined before there are two. */
const latestGap = (memory: RecallMemory): number | undefined => {
  const last = memory.length - 1;
  const before = onsetBefore(memory, last);
  return before >= 0 ? memory.log.notes[last].step - memory.log.notes[before].step : undefined;
};

/** The highest note of the latest onset. */
const latestTop = (memory: RecallMemory): RememberedNote | undefined => {
  const { notes } = memory.log;
  const last = memory.length - 1;
  if (last < 0) return undefined;
  const onset = notes.slice(onsetBefore(memory, last) + 1, memory.length);
  return onset.reduce((top, note) => (note.pitch > top.pitch ? note : top));
};

/** 0 while a note sounds, 1 as it ends, 2 after it. */
const besideEnd = (endStep: number, step: number): number =>
  Math.abs(step - endStep) <= NEAR_STEPS ? 1 : step < endStep ? 0 : 2;

/** The class of a wait to a new onset; undefined for a note that joins a chord. */
const newOnset = (id: number): number | undefined => (waitSteps(id) > 0 ? waitClass(id) : undefined);

/** How waits are distributed. */
export const waitFeatures: readonly CalibrationFeature[] = [
  {
    name: 'chord grows',
    contexts: LARGEST_CHORD + 1,
    outcomes: 2,
    choiceAt: ({ memory, fromStep }) => {
      const context = Math.min(LARGEST_CHORD, struckAt(memory, fromStep));
      return context > 0 ? { context, outcomeOf: (id) => (waitSteps(id) === 0 ? 1 : 0) } : undefined;
    },
  },
  {
    name: 'wait from this place in the beat',
    contexts: PLACES.length + 1,
    outcomes: LENGTH_CLASSES,
    choiceAt: ({ beatPhase }) => ({ context: PLACES.indexOf(beatPhase) + 1, outcomeOf: newOnset }),
  },
  {
    name: 'wait after a wait',
    contexts: LENGTH_CLASSES,
    outcomes: LENGTH_CLASSES,
    choiceAt: ({ memory }) => {
      const gap = memory.length > 0 ? latestGap(memory) : undefined;
      return gap === undefined ? undefined : { context: lengthClass(gap), outcomeOf: newOnset };
    },
  },
  {
    name: 'onset as the highest note ends',
    contexts: LENGTH_CLASSES,
    outcomes: 3,
    choiceAt: ({ memory, fromStep }) => {
      const top = latestTop(memory);
      if (!top) return undefined;
      const endStep = endOf(top);
      const outcomeOf = (id: number) => (waitSteps(id) > 0 ? besideEnd(endStep, fromStep + waitSteps(id)) : undefined);
      return { context: lengthClass(endStep - top.step), outcomeOf };
    },
  },
  {
    name: 'rhythm of the bar before',
    contexts: 1,
    outcomes: 4,
    choiceAt: ({ memory, fromStep, barSteps }) => {
      if (barSteps === 0 || memory.length === 0) return undefined;
      const asBefore = rhythmAsBefore(memory, fromStep, barSteps);
      return { context: 0, outcomeOf: (id) => (waitSteps(id) > 0 ? asBefore(waitSteps(id)) : undefined) };
    },
  },
];

/** Whether the note joins a chord. */
export const joins = (ids: Int32Array): 0 | 1 => (waitSteps(ids[pianoColumn.wait]) === 0 ? 1 : 0);
