import { pianoColumn, PEDAL_DOWN_ID } from '../piano/piano-schema.js';
import { motionClass } from '../piano/outer-voices.js';
import { isSilent, soundsIn } from '../piano/sounding-row.js';
import { MOTION_COUNT, PITCHES, planColumn as c } from '../plan/plan-schema.js';
import { SCALES } from '../plan/scales.js';
import { waitSteps } from '../vocabulary/wait.js';
import type { CalibrationFeature, Choice, EventSituation } from './feature.js';
import { pitchesAt } from './earlier-bars.js';
import { melodicLine, recurrenceIn, RECURRENCES } from './melodic-line.js';
import { joins } from './rhythm-features.js';

/** Wider intervals count as this wide. */
const WIDEST = 13;
const INTERVALS = 2 * WIDEST + 1;
const PITCH_CLASSES = 12;

/** Whether a note would be the highest that sounds, or the lowest. */
export const isHighest = (ids: Int32Array, pitch: number): boolean =>
  ids[c.soundingHighest] >= PITCHES || pitch >= ids[c.soundingHighest];
export const isLowest = (ids: Int32Array, pitch: number): boolean =>
  ids[c.soundingLowest] >= PITCHES || pitch <= ids[c.soundingLowest];

const interval = (from: number, to: number): number => Math.max(-WIDEST, Math.min(WIDEST, to - from)) + WIDEST;

const stepOf = ({ fromStep, ids }: EventSituation): number => fromStep + waitSteps(ids[pianoColumn.wait]);

/** A choice among pitches: an outcome for each that belongs to the voice, `covered` for the others. */
const inVoice = (
  context: number,
  covered: number,
  belongs: (pitch: number) => boolean,
  outcomeOf: (pitch: number) => number,
): Choice => ({
  context,
  outcomeOf: (pitch) => (pitch >= PEDAL_DOWN_ID ? undefined : belongs(pitch) ? outcomeOf(pitch) : covered),
});

/** A choice among all pitches. */
const anyPitch = (context: number, outcomeOf: (pitch: number) => number): Choice => ({
  context,
  outcomeOf: (pitch) => (pitch < PEDAL_DOWN_ID ? outcomeOf(pitch) : undefined),
});

const melodyFeatures: readonly CalibrationFeature[] = [
  {
    name: 'melodic interval',
    contexts: 2,
    outcomes: INTERVALS + 1,
    choiceAt: ({ ids }) => {
      const before = ids[c.melodyPitch];
      if (before >= PITCHES) return undefined;
      return inVoice(
        joins(ids),
        INTERVALS,
        (pitch) => isHighest(ids, pitch),
        (pitch) => interval(before, pitch),
      );
    },
  },
  {
    name: 'melodic motion after a motion',
    contexts: 2 * (MOTION_COUNT + 1),
    outcomes: MOTION_COUNT + 1,
    choiceAt: ({ ids }) => {
      const before = ids[c.melodyPitch];
      if (before >= PITCHES) return undefined;
      const context = joins(ids) * (MOTION_COUNT + 1) + ids[c.melodyMotion];
      return inVoice(
        context,
        MOTION_COUNT,
        (pitch) => isHighest(ids, pitch),
        (pitch) => motionClass(pitch - before),
      );
    },
  },
  {
    name: 'melodic motif recurs',
    contexts: 2,
    outcomes: RECURRENCES + 1,
    choiceAt: (situation) => {
      const { memory, ids } = situation;
      const recurrence = recurrenceIn(melodicLine(memory, stepOf(situation), 1));
      return recurrence && inVoice(joins(ids), RECURRENCES, (pitch) => isHighest(ids, pitch), recurrence);
    },
  },
];

const bassFeatures: readonly CalibrationFeature[] = [
  {
    name: 'bass interval',
    contexts: 1,
    outcomes: INTERVALS + 1,
    choiceAt: ({ ids }) => {
      const before = ids[c.bassPitch];
      if (joins(ids) === 1 || before >= PITCHES) return undefined;
      return inVoice(
        0,
        INTERVALS,
        (pitch) => isLowest(ids, pitch),
        (pitch) => interval(before, pitch),
      );
    },
  },
  {
    name: 'bass motif recurs',
    contexts: 1,
    outcomes: RECURRENCES + 1,
    choiceAt: (situation) => {
      const { memory, ids } = situation;
      if (joins(ids) === 1) return undefined;
      const recurrence = recurrenceIn(melodicLine(memory, stepOf(situation), -1));
      return recurrence && inVoice(0, RECURRENCES, (pitch) => isLowest(ids, pitch), recurrence);
    },
  },
];

const CHORD_TONES = [c.chordTone0, c.chordTone1, c.chordTone2, c.chordTone3] as const;

/** 0 a tone of the planned chord, 1 another of the planned key, 2 none of both. */
const harmonicRole = (ids: Int32Array, pitch: number): number => {
  const pitchClass = pitch % PITCH_CLASSES;
  if (CHORD_TONES.some((column) => ids[column] === pitchClass)) return 0;
  const degree = (pitchClass - ids[c.keyTonic] + PITCH_CLASSES) % PITCH_CLASSES;
  return SCALES[ids[c.keyMode] === 0 ? 'major' : 'minor'].includes(degree) ? 1 : 2;
};

/** 2 a semitone (in any octave) from a sounding note, 1 a whole tone, else 0. */
const clash = (ids: Int32Array, pitch: number): number => {
  const isNear = (semitones: number): boolean =>
    [semitones, -semitones].some((away) => soundsIn(ids, (pitch + PITCH_CLASSES + away) % PITCH_CLASSES));
  return isNear(1) ? 2 : isNear(2) ? 1 : 0;
};

/** How pitches are distributed. */
export const pitchFeatures: readonly CalibrationFeature[] = [
  ...melodyFeatures,
  ...bassFeatures,
  {
    name: 'harmonic role',
    contexts: 2,
    outcomes: 6,
    choiceAt: ({ ids }) => {
      if (ids[c.keyTonic] >= PITCH_CLASSES) return undefined;
      const outcomeOf = (pitch: number): number => harmonicRole(ids, pitch) + (isHighest(ids, pitch) ? 3 : 0);
      return anyPitch(joins(ids), outcomeOf);
    },
  },
  {
    name: 'clash with what sounds',
    contexts: 2,
    outcomes: 3,
    choiceAt: ({ ids }) => (isSilent(ids) ? undefined : anyPitch(joins(ids), (pitch) => clash(ids, pitch))),
  },
  {
    name: 'pitch of the bars before',
    contexts: 4,
    outcomes: 3,
    choiceAt: (situation) => {
      const { memory, ids, barSteps } = situation;
      if (barSteps === 0) return undefined;
      const [one, two] = [1, 2].map((bars) => pitchesAt(memory, stepOf(situation) - bars * barSteps));
      const context = joins(ids) + (one.size > 0 ? 2 : 0);
      return anyPitch(context, (pitch) => (one.has(pitch) ? 1 : two.has(pitch) ? 2 : 0));
    },
  },
];
