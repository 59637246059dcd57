import { chordQuality } from '../plan/chord-vocabulary.js';
import type { PlanBar, PlanSlot } from '../plan/music-plan.js';
import { sectionNow, type PlanCursor, type SlotBefore } from './plan-cursor.js';
import {
  barLengthId,
  barsFromId,
  barsLeftId,
  bassIdOf,
  degreeIdOf,
  keyIdOf,
  lagRunId,
  lengthIdOf,
  lowBase,
  octaveIdOf,
  phraseAgeId,
  placeId,
  registerId,
  rootIdOf,
  rootOrTonic,
  sectionAgeId,
} from './field-ids.js';
import { alignedId, alignedLag } from './lags.js';
import { BAR_KINDS, CADENCES, WIDEST_SHIFT, planColumn as c, planEventsSchema } from './plan-events-schema.js';
import { transposeSlot } from '../plan/transpose-plan.js';

/** What is known of a bar before it is planned. */
export interface BarTold {
  /** Id of the metre table; METRE_COUNT for a metre that is not in it. */
  readonly metre: number;
  readonly steps: number;
  /** Bars after this one; undefined while the length is open. */
  readonly barsLeft: number | undefined;
}

/** The slot at the same place of the bar that a bar refers to, transposed as the bar is. */
export interface ThereSlot {
  readonly slot: PlanSlot;
  /** Whether it begins at this very place. */
  readonly begins: boolean;
}

const absent = (column: number): number => planEventsSchema[column].size;

/** Where a slot stands in its bar and the bar in its piece, in all slots of a bar. */
export const writeWhere = (ids: Int32Array, { about, bars }: PlanCursor, told: BarTold, offset: number): void => {
  ids[c.composer] = about.composer;
  ids[c.place] = placeId(offset, told.steps);
  ids[c.barsFrom] = barsFromId(bars.length);
  ids[c.barsLeft] = told.barsLeft === undefined ? absent(c.barsLeft) : barsLeftId(told.barsLeft);
  ids[c.metre] = told.metre;
  ids[c.barLength] = barLengthId(told.steps);
  ids[c.mode] = about.mode === 'minor' ? 1 : 0;
};

/** The next bar's position in section and phrase, from the plan so far. */
export const writeSoFar = (ids: Int32Array, cursor: PlanCursor): void => {
  const { bars, sections, lagRun, phraseStart } = cursor;
  const before = bars.at(-1);
  const { slot } = cursor.before;
  if (slot) ids[c.beforeKey] = keyIdOf(slot, cursor.about.tonic);
  ids[c.sectionAge] = sectionAgeId(bars.length - (sections.at(-1)?.bar ?? 0));
  ids[c.sectionNow] = sectionNow(cursor);
  ids[c.phraseAge] = phraseAgeId(before?.phraseLeft === 0 ? 0 : bars.length - phraseStart);
  ids[c.lagRun] = lagRunId(lagRun);
  if (!before) return;
  if (before.phraseLeft > 0) ids[c.phraseDue] = before.phraseLeft - 1;
  ids[c.beforeKind] = BAR_KINDS.indexOf(before.kind);
  ids[c.beforeCadence] = CADENCES.indexOf(before.cadence);
  ids[c.beforeDensity] = before.density;
  ids[c.beforeGrid] = before.grid;
  if (before.loudness >= 0) ids[c.beforeLoudness] = before.loudness;
};

/** The lag to the aligned bar once it is known whether a section begins; 0 for none. */
export const writeAligned = (ids: Int32Array, cursor: PlanCursor, section: number, starts: boolean): number => {
  const aligned = alignedLag(cursor, section, starts);
  ids[c.aligned] = alignedId(cursor, aligned);
  ids[c.beforeShift] = cursor.shift + WIDEST_SHIFT;
  return aligned;
};

/** Fields of the bar referred to; absent if it is undefined. */
export const writeThereBar = (ids: Int32Array, there: PlanBar | undefined): void => {
  if (!there) return;
  ids[c.therePhrase] = there.phraseLeft;
  ids[c.thereCadence] = CADENCES.indexOf(there.cadence);
  ids[c.thereDensity] = there.density;
  ids[c.thereGrid] = there.grid;
  if (there.loudness >= 0) ids[c.thereLoudness] = there.loudness;
};

/** What is known of the bar in each of its slots. */
export const writeHere = (ids: Int32Array, { kind, cadence, phraseLeft, density }: PlanBar): void => {
  ids[c.hereKind] = BAR_KINDS.indexOf(kind);
  ids[c.hereCadence] = CADENCES.indexOf(cadence);
  ids[c.herePhrase] = phraseLeft;
  ids[c.hereDensity] = density;
};

/** The slot at an offset of the bar referred to; undefined if there is none or it is shorter. */
export const thereSlot = (
  { bars, slots }: PlanCursor,
  { reference, shift }: Pick<PlanBar, 'reference' | 'shift'>,
  offset: number,
): ThereSlot | undefined => {
  if (reference < 0) return undefined;
  const step = bars[reference].step + offset;
  const slot = slots[reference].findLast((one) => one.step <= step && step < one.step + one.steps);
  return slot && { slot: transposeSlot(slot, shift), begins: slot.step === step };
};

/** Before a slot's length and key are planned. */
export const writeSlotGiven = (
  ids: Int32Array,
  { about }: PlanCursor,
  { slot }: SlotBefore,
  there: ThereSlot | undefined,
  left: number,
): void => {
  if (slot) ids[c.beforeKey] = keyIdOf(slot, about.tonic);
  if (!there) return;
  if (there.begins) ids[c.thereLength] = lengthIdOf(there.slot.steps, left);
  ids[c.thereKey] = keyIdOf(there.slot, about.tonic);
};

/** Before the root of its chord is. */
export const writeRootGiven = (
  ids: Int32Array,
  { slot }: SlotBefore,
  there: ThereSlot | undefined,
  tonic: number,
): void => {
  if (slot) ids[c.beforeRoot] = rootIdOf(slot.chord, tonic);
  if (there) ids[c.thereRoot] = rootIdOf(there.slot.chord, tonic);
};

/** Before its quality is: the quality there with the same root. */
export const writeQualityGiven = (ids: Int32Array, { slot }: SlotBefore, there: ThereSlot | undefined): void => {
  if (slot && ids[c.root] === ids[c.beforeRoot]) ids[c.beforeQuality] = chordQuality(slot.chord);
  if (there && ids[c.root] === ids[c.thereRoot]) ids[c.thereQuality] = chordQuality(there.slot.chord);
};

/** Before its bass is. */
export const writeBassGiven = (
  ids: Int32Array,
  { slot }: SlotBefore,
  there: ThereSlot | undefined,
  { chord, tonic }: Pick<PlanSlot, 'chord' | 'tonic'>,
): void => {
  ids[c.chordAs] = (slot?.chord === chord ? 1 : 0) + (there?.slot.chord === chord ? 2 : 0);
  if (slot) ids[c.beforeBass] = bassIdOf(slot.bass, chord, tonic);
  if (there) ids[c.thereBass] = bassIdOf(there.slot.bass, chord, tonic);
};

/** Before its highest note is, relative to the root. */
export const writeTopGiven = (
  ids: Int32Array,
  { slot, top }: SlotBefore,
  there: ThereSlot | undefined,
  { chord, tonic }: Pick<PlanSlot, 'chord' | 'tonic'>,
): void => {
  const from = rootOrTonic(chord, tonic);
  if (slot) ids[c.beforeTop] = degreeIdOf(top, from);
  ids[c.topRegister] = registerId(top);
  if (there?.begins) ids[c.thereTop] = degreeIdOf(there.slot.top, from);
};

/** Before its lowest note is, relative to the bass. */
export const writeLowGiven = (
  ids: Int32Array,
  { slot, low }: SlotBefore,
  there: ThereSlot | undefined,
  { bass, tonic }: Pick<PlanSlot, 'bass' | 'tonic'>,
): void => {
  if (slot) ids[c.beforeLow] = degreeIdOf(low, lowBase(bass, tonic));
  ids[c.lowRegister] = registerId(low);
  if (there?.begins) ids[c.thereLow] = degreeIdOf(there.slot.low, lowBase(bass, tonic));
};

/** Before an outer note's octave is: the octave there, if the pitch class is the same. */
export const writeOctaveGiven = (
  ids: Int32Array,
  part: 'top' | 'low',
  before: SlotBefore,
  there: ThereSlot | undefined,
): void => {
  const [column, degree, thereDegree] =
    part === 'top' ? [c.thereTopOctave, c.top, c.thereTop] : [c.thereLowOctave, c.low, c.thereLow];
  if (!there?.begins || there.slot[part] < 0 || ids[degree] !== ids[thereDegree]) return;
  ids[column] = octaveIdOf(there.slot[part], before[part]);
};
