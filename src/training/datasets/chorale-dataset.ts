import { decodeChorale, encodeChorale } from '../../encoding/chorale/chorale-encoding.js';
import type { ChoraleSplits } from '../../encoding/chorale/chorale-file.js';
import { CHORALE_ENCODING, choraleSchema } from '../../encoding/chorale/chorale-schema.js';
import { choraleTranspositionRange, transposeChorale } from '../../encoding/chorale/chorale-transposition.js';
import { choralePiece } from '../../encoding/chorale/chorale-piece.js';
import { struckInPiece } from '../../encoding/memorisation/note-onset.js';
import { VOICE_COUNT, type Chorale } from '../../encoding/chorale/chorale.js';
import { ChoraleFileError } from '../../encoding/chorale/chorale-file.js';
import type { Excerpt } from '../../model/checkpoint/model-card.js';
import type { EventSequence } from '../../model/event-schema.js';
import { nextInt, seedRandom, shuffle, type RandomSource } from '../../shared/random-source.js';
import type { Dataset } from './dataset.js';

/** The published corpus has no tempo; chorales are sung at about this. */
const CHORALE_BPM = 80;

const WIDEST_TRANSPOSITION = 6;
const EXCERPT_COUNT = 24;
/** Two bars of 4/4. */
const EXCERPT_STEPS = 32;

const randomKey = (chorale: EventSequence, random: RandomSource): EventSequence => {
  const { down, up } = choraleTranspositionRange(chorale);
  const lowest = Math.max(-WIDEST_TRANSPOSITION, down);
  const highest = Math.min(WIDEST_TRANSPOSITION, up);
  return transposeChorale(chorale, lowest + nextInt(random, highest - lowest + 1));
};

const openings = (chorales: readonly Chorale[], seed: number): Excerpt[] => {
  const numbered = chorales.map((chorale, index) => ({ chorale, index }));
  return shuffle(numbered, seedRandom(seed))
    .slice(0, EXCERPT_COUNT)
    .map(({ chorale, index }) => ({
      source: `train[${index}]`,
      composer: 'Bach',
      bpm: CHORALE_BPM,
      numerator: 4,
      denominator: 4,
      ids: [...encodeChorale(chorale.slice(0, EXCERPT_STEPS)).ids],
    }));
};

/** Chorales as training music; every token counts. Throws a ChoraleFileError when train or valid is missing. */
export const choraleDataset = (splits: ChoraleSplits, file: string, seed: number): Dataset => {
  const { train, valid } = splits;
  if (!train || !valid) throw new ChoraleFileError(file, 'training needs both train and valid');
  return {
    name: 'chorale',
    encoding: CHORALE_ENCODING,
    schema: choraleSchema,
    composers: ['Bach'],
    training: train.map(encodeChorale),
    validation: valid.map(encodeChorale),
    isNote: () => true,
    unit: 'token',
    countedFields: ['pitch'],
    augment: randomKey,
    excerpts: openings(train, seed),
    notesOf: (chorale) => struckInPiece(choralePiece(decodeChorale(chorale), CHORALE_BPM)),
    provenance:
      `${train.length} chorales of J. S. Bach (public domain) in ${VOICE_COUNT} voices by sixteenths, the train split ` +
      'of the JSB chorales as published by Boulanger-Lewandowski et al. 2012 and Huang et al. 2017 (Coconet).',
  };
};
