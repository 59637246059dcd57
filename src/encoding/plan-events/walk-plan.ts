import type { PlanBar, PlanSlot } from '../plan/music-plan.js';
import { sectionNow, type PlanCursor, type SlotBefore } from './plan-cursor.js';
import {
  thereSlot,
  writeAligned,
  writeBassGiven,
  writeHere,
  writeLowGiven,
  writeOctaveGiven,
  writeQualityGiven,
  writeRootGiven,
  writeSlotGiven,
  writeSoFar,
  writeThereBar,
  writeTopGiven,
  writeWhere,
  type BarTold,
} from './given-fields.js';
import { bassOf, chordOf, keyOf, lengthOf, lowBase, pitchOf, rootOrTonic } from './field-ids.js';
import { lagOf } from './lags.js';
import {
  BAR_KINDS,
  CADENCES,
  NO_DEGREE,
  WIDEST_OCTAVES,
  WIDEST_SHIFT,
  planColumn as c,
  type PlanFieldName,
} from './plan-events-schema.js';

/**
 * Gives the id of a predicted field; its row holds everything known before it. The id comes from a plan (encoding),
 * from a row (decoding), or from sampling. All three share this code, so that sampling matches training.
 */
export type ChooseId = (name: PlanFieldName) => number;

type Reference = Pick<PlanBar, 'kind' | 'reference' | 'shift'>;

const NO_REFERENCE: Reference = { kind: 'new', reference: -1, shift: 0 };

/** The kinds whose notes may be of another pitch than those they refer to. */
export const hasShift = (kind: PlanBar['kind']): boolean => kind === 'shifted' || kind === 'varied';

const walkReference = (cursor: PlanCursor, aligned: number, pick: ChooseId): Reference => {
  const kind = BAR_KINDS[pick('kind')];
  if (kind === 'new') return NO_REFERENCE;
  const lag = lagOf(cursor, aligned, pick('lag'));
  if (lag === 0) return NO_REFERENCE;
  const shift = hasShift(kind) ? pick('shift') - WIDEST_SHIFT : 0;
  return { kind, reference: cursor.bars.length - lag, shift };
};

/** Chooses the fields of a bar and writes them into the row of its first slot. */
export const walkBar = (ids: Int32Array, cursor: PlanCursor, told: BarTold, choose: ChooseId): PlanBar => {
  const pick = (name: PlanFieldName): number => (ids[c[name]] = choose(name));
  writeWhere(ids, cursor, told, 0);
  writeSoFar(ids, cursor);
  if (cursor.bars.length === 0) {
    pick('pieceMetre');
    pick('pieceMode');
  }
  const begun = pick('section');
  const section = begun > 0 ? begun - 1 : sectionNow(cursor);
  const aligned = writeAligned(ids, cursor, section, begun > 0);
  const reference = walkReference(cursor, aligned, pick);
  const there = reference.reference < 0 ? undefined : cursor.bars[reference.reference];
  writeThereBar(ids, there);
  return {
    step: cursor.step,
    steps: told.steps,
    ...reference,
    section,
    sectionStart: begun > 0,
    phraseLeft: pick('phrase'),
    cadence: CADENCES[pick('cadence')],
    density: pick('density'),
    grid: pick('grid'),
    loudness: loudnessOf(pick('loudness')),
  };
};

const LOUDNESS_COUNT = 8;

const loudnessOf = (id: number): number => (id < LOUDNESS_COUNT ? id : -1);

/** Chooses the slot at a step of a bar and writes it into its row; rows after the bar's first are prepared here. */
export const walkSlot = (
  ids: Int32Array,
  cursor: PlanCursor,
  bar: PlanBar,
  told: BarTold,
  before: SlotBefore,
  step: number,
  choose: ChooseId,
): PlanSlot => {
  const pick = (name: PlanFieldName): number => (ids[c[name]] = choose(name));
  const left = bar.step + bar.steps - step;
  const there = thereSlot(cursor, bar, step - bar.step);
  writeWhere(ids, cursor, told, step - bar.step);
  writeHere(ids, bar);
  writeSlotGiven(ids, cursor, before, there, left);
  const steps = lengthOf(pick('length'), left);
  const { tonic, mode } = keyOf(pick('key'), cursor.about.tonic);
  writeRootGiven(ids, before, there, tonic);
  const root = pick('root');
  if (root < NO_DEGREE) writeQualityGiven(ids, before, there);
  const chord = chordOf(root, root < NO_DEGREE ? pick('quality') : 0, tonic);
  writeBassGiven(ids, before, there, { chord, tonic });
  const bass = bassOf(pick('bass'), chord, tonic);
  writeTopGiven(ids, before, there, { chord, tonic });
  const topDegree = pick('top');
  writeOctaveGiven(ids, 'top', before, there);
  const topOctave = topDegree === NO_DEGREE ? WIDEST_OCTAVES : pick('topOctave');
  writeLowGiven(ids, before, there, { bass, tonic });
  const lowDegree = pick('low');
  writeOctaveGiven(ids, 'low', before, there);
  const lowOctave = lowDegree === NO_DEGREE ? WIDEST_OCTAVES : pick('lowOctave');
  return {
    step,
    steps,
    chord,
    bass,
    tonic,
    mode,
    top: pitchOf(topDegree, rootOrTonic(chord, tonic), topOctave, before.top),
    low: pitchOf(lowDegree, lowBase(bass, tonic), lowOctave, before.low),
  };
};
