import { hasDynamics, shiftVelocities } from '../../encoding/piano/dynamics.js';
import { struckInRows } from '../../encoding/memorisation/note-onset.js';
import { asOnePiano } from '../../encoding/piano/player-part.js';
import { COMPOSER_SLOTS, PIANO_ENCODING, pianoColumn } from '../../encoding/piano/piano-schema.js';
import { networkRows } from '../../encoding/piano/network-row.js';
import { planningSchema } from '../../encoding/plan/plan-schema.js';
import { transposeSequence, transpositionRange } from '../../encoding/piano/transposition.js';
import { VELOCITY_COUNT } from '../../encoding/vocabulary/velocity.js';
import type { EventSequence, TrainingSequence } from '../../model/event-schema.js';
import { nextInt, type RandomSource } from '../../shared/random-source.js';
import { choosePrimers } from './choose-primers.js';
import type { EncodedWork } from '../corpus/encoded-work.js';
import type { InputMasking } from '../corpus/input-masking.js';
import { isPianoNote, withComposer } from '../corpus/piano-works.js';
import type { WorkSplit } from '../corpus/work-split.js';
import { pianoCountedFields } from '../evaluation/field-scores.js';
import { randomlyTold, WorkPlans, wholePlan } from './plan-conditioning.js';
import { withParts } from './simulate-player.js';
import { withMistakes } from './simulate-mistakes.js';
import type { Dataset } from './dataset.js';

/** A checkpoint has this many primers of a single composer, so that it plays without a data folder … */
const BEGINNINGS_OF_ONE = 32;
/** … fewer of each if it has several, but this many in total and at least this many of each. */
const BEGINNINGS_OF_SEVERAL = 96;
const FEWEST_BEGINNINGS = 12;
/** Share of works whose composer is withheld. */
const UNTOLD_SHARE = 0.1;

/** Maximum random change of a work's loudness in velocity bins: about half a dynamic mark. */
const WIDEST_LOUDER = 3;

/** Random change of loudness for a whole work, in velocity bins; constant velocities are not changed. */
const randomLoudness = (work: EventSequence, random: RandomSource): number => {
  const shift = nextInt(random, 2 * WIDEST_LOUDER + 1) - WIDEST_LOUDER;
  return hasDynamics(work) ? shift : 0;
};

/** Random transposition in semitones, at most `widest`, within the keyboard. */
const randomKey = (work: EventSequence, widest: number, random: RandomSource): number => {
  const { down, up } = transpositionRange(work);
  const lowest = Math.max(-widest, down);
  const highest = Math.min(widest, up);
  return lowest + nextInt(random, highest - lowest + 1);
};

const beginningsOfEach = (composers: number): number =>
  composers > 1 ? Math.max(FEWEST_BEGINNINGS, Math.ceil(BEGINNINGS_OF_SEVERAL / composers)) : BEGINNINGS_OF_ONE;

/** User options for preparing music. */
export interface MusicChoices {
  /** Works are transposed by up to this many semitones; with 6 all keys are equally likely. */
  readonly transpose: number;
  /** Chooses the primers. */
  readonly seed: number;
  /** Share of works, in each pass, in which a part is given as a player's, 0–1. */
  readonly playerShare: number;
  /** Whether the model distinguishes a player's part from its own; otherwise songs are one piano. */
  readonly hearsPlayer: boolean;
  /** Highest share of a work's notes that are given wrong as inputs, 0–1 (simulate-mistakes.ts). */
  readonly mistakes: number;
}

/** Notes of each composer, in the order of the works. */
const notesOfEach = (works: readonly EncodedWork[]): Map<string, number> => {
  const notes = new Map<string, number>();
  for (const { composer, noteCount } of works) notes.set(composer, (notes.get(composer) ?? 0) + noteCount);
  return notes;
};

/**
 * The table of composers: first those of the initial model, then others by name; if there are too many, those with most
 * notes.
 */
export const slotsOf = (works: readonly EncodedWork[], before: readonly string[] = []): readonly string[] => {
  const others = [...notesOfEach(works)].filter(([composer]) => !before.includes(composer));
  const most = others.sort(([, a], [, b]) => b - a).slice(0, COMPOSER_SLOTS - before.length);
  return [...before, ...most.map(([composer]) => composer).sort((a, b) => (a < b ? -1 : 1))];
};

/** A work with its composer's slot, if the composer is in the table. */
const withSlot = (work: EncodedWork, composers: readonly string[]): EncodedWork => {
  const slot = composers.indexOf(work.composer);
  return { ...work, sequence: withComposer(work.sequence, slot < 0 ? undefined : slot) };
};

/** A live note's duration is unknown at its onset (DESIGN §4). */
const masking: InputMasking = { field: pianoColumn.duration, rowShare: 0.1, eventShare: 0.05, anyFieldShare: 0.1 };

/**
 * Works as training music under a model's table of composers, whose slots are in their order. With several composers,
 * the name is sometimes withheld, so that the model can also play without one.
 */
export const pianoDataset = (
  name: string,
  composers: readonly string[],
  split: Pick<WorkSplit, 'training' | 'validation'>,
  provenance: string,
  choices: MusicChoices,
): Dataset => {
  const slotted = (work: EncodedWork): EncodedWork => withSlot(work, composers);
  const training = split.training.map(slotted);
  const learned = composers.filter((composer) => training.some((work) => work.composer === composer));
  const ofTable = training.filter((work) => learned.includes(work.composer));
  const unlearned = split.validation.map(({ composer }) => [composer, 0] as const);
  const isForMany = composers.length > 1;
  const plans = new WorkPlans();
  const { hearsPlayer } = choices;
  const asHeard = ({ sequence }: EncodedWork) => (hearsPlayer ? sequence : asOnePiano(sequence));
  const augment = (work: EventSequence, random: RandomSource): TrainingSequence => {
    const semitones = randomKey(work, choices.transpose, random);
    const louder = randomLoudness(work, random);
    const changed = shiftVelocities(transposeSequence(work, semitones), louder);
    const told = isForMany && random.next() < UNTOLD_SHARE ? withComposer(changed, undefined) : changed;
    const heard = withParts(told, { share: choices.playerShare, hearsPlayer }, random);
    const moved = { semitones, velocities: (louder * 128) / VELOCITY_COUNT };
    const conditioning = randomlyTold(plans.of(work), moved, random);
    const played = withMistakes(heard, conditioning.plan, choices.mistakes, random);
    return networkRows(planningSchema, heard, conditioning, played);
  };
  return {
    name,
    encoding: PIANO_ENCODING,
    schema: planningSchema,
    composers,
    ...(learned.length < composers.length ? { learned } : {}),
    training: training.map((work) => work.sequence),
    validation: split.validation.map((work) => {
      const sequence = asHeard(slotted(work));
      return networkRows(planningSchema, sequence, wholePlan(plans.of(sequence), 'briefly'));
    }),
    isNote: isPianoNote,
    unit: 'note',
    countedFields: pianoCountedFields,
    augment,
    masking,
    excerpts: choosePrimers(ofTable, choices.seed, beginningsOfEach(learned.length)),
    notesByComposer: Object.fromEntries([...unlearned, ...notesOfEach(training)]),
    hearsPlayer,
    notesOf: struckInRows,
    provenance,
  };
};
