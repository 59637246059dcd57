import { excerpts as excerptsOf } from '../encoding/excerpts.js';
import { hasDynamics, shiftVelocities } from '../encoding/loudness.js';
import { metreOf } from '../encoding/metre-table.js';
import { PIANO_ENCODING, pianoColumn, pianoSchema } from '../encoding/piano-schema.js';
import { idAt } from '../encoding/row-timeline.js';
import { transposeSequence, transpositionRange } from '../encoding/transposition.js';
import type { Excerpt } from '../model/checkpoint/model-card.js';
import type { EventSequence } from '../model/event-schema.js';
import { nextInt, seedRandom, shuffle, type RandomSource } from '../model/sampling/random-source.js';
import type { EncodedWork } from './corpus/encoded-work.js';
import { isPianoNote, withComposer } from './corpus/piano-works.js';
import type { WorkSplit } from './corpus/work-split.js';
import { pianoCountedFields } from './evaluation/field-scores.js';
import type { TrainingMusic } from './training-music.js';

/** A checkpoint carries this many beginnings, so that it plays where no data folder is. */
const EXCERPT_COUNT = 32;
const EXCERPT_SHAPE = { bars: 8, minimumNotes: 32 };

/** Velocity bins by which a whole work is made louder or softer: about half a dynamic mark. */
const WIDEST_LOUDER = 3;

/** The work a little louder or softer throughout; constant velocities stay what their source wrote. */
const randomLoudness = (work: EventSequence, random: RandomSource): EventSequence => {
  const shift = nextInt(random, 2 * WIDEST_LOUDER + 1) - WIDEST_LOUDER;
  return hasDynamics(work) ? shiftVelocities(work, shift) : work;
};

/** The work in a random key, at most `widest` semitones away, as far as the keyboard goes. */
const randomKey = (work: EventSequence, widest: number, random: RandomSource): EventSequence => {
  const { down, up } = transpositionRange(work);
  const lowest = Math.max(-widest, down);
  const highest = Math.min(widest, up);
  return transposeSequence(work, lowest + nextInt(random, highest - lowest + 1));
};

const excerptOf = ({ name, composer, baseBpm }: EncodedWork, sequence: EventSequence): Excerpt => {
  const metre = metreOf(idAt(sequence, 0, 'metre')) ?? { numerator: 4, denominator: 4 };
  return { source: name, composer, bpm: baseBpm, ...metre, ids: [...sequence.ids] };
};

/** Passages of as many different works as possible, first one of each, then a second, until there are enough. */
export const chooseExcerpts = (works: readonly EncodedWork[], seed: number): Excerpt[] => {
  const random = seedRandom(seed);
  const perWork = shuffle([...works], random).map((work) =>
    shuffle(
      excerptsOf(work.sequence, EXCERPT_SHAPE).map((sequence) => excerptOf(work, sequence)),
      random,
    ),
  );
  const rounds = Math.max(0, ...perWork.map((list) => list.length));
  const inTurn = Array.from({ length: rounds }, (_, i) => perWork.flatMap((list) => list.slice(i, i + 1))).flat();
  return inTurn.slice(0, EXCERPT_COUNT);
};

/** What the user may choose of how music is prepared. */
export interface MusicChoices {
  /** Works are heard in keys up to so many semitones away; 6 makes all keys alike. */
  readonly transpose: number;
  /** Draws the excerpts. */
  readonly seed: number;
}

/** One composer's works as training music. The model knows one composer, in slot 0. */
export const pianoMusic = (
  composer: string,
  split: WorkSplit,
  provenance: string,
  choices: MusicChoices,
): TrainingMusic => {
  const ofComposer = (works: readonly EncodedWork[]) => works.map((work) => withComposer(work.sequence, 0));
  const training = split.training.map((work) => ({ ...work, sequence: withComposer(work.sequence, 0) }));
  return {
    name: composer,
    encoding: PIANO_ENCODING,
    schema: pianoSchema,
    composers: [composer],
    training: training.map((work) => work.sequence),
    validation: ofComposer(split.validation),
    isNote: isPianoNote,
    unit: 'note',
    countedFields: pianoCountedFields,
    augment: (work, random) => randomLoudness(randomKey(work, choices.transpose, random), random),
    // A live note's duration is unknown at its onset (DESIGN §4).
    masking: { field: pianoColumn.duration, rowShare: 0.1, eventShare: 0.05, anyFieldShare: 0.1 },
    excerpts: chooseExcerpts(training, choices.seed),
    provenance,
  };
};
