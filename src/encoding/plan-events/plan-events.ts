import type { EventSequence } from '../../model/event-schema.js';
import { METER_COUNT } from '../vocabulary/meter.js';
import { NO_CHORD, chordQuality } from '../plan/chord-vocabulary.js';
import type { MusicPlan, PlanBar, PlanSlot } from '../plan/music-plan.js';
import {
  afterBar,
  afterSlot,
  emptyPlan,
  sectionNow,
  type PlanAbout,
  type PlanCursor,
  type SlotBefore,
} from './plan-cursor.js';
import type { BarTold } from './given-fields.js';
import { bassIdOf, degreeIdOf, keyIdOf, lengthIdOf, lowBase, octaveIdOf, rootIdOf, rootOrTonic } from './field-ids.js';
import { alignedLag, lagIdOf } from './lags.js';
import {
  BAR_KINDS,
  CADENCES,
  WIDEST_SHIFT,
  absentPlanRow,
  planColumn as c,
  planEventsSchema,
  type PlanFieldName,
} from './plan-events-schema.js';
import { walkBar, walkSlot, type ChooseId } from './walk-plan.js';

const WIDTH = planEventsSchema.length;

/** A bar's rows, one per slot, and the plan after it as decoded from the rows, which may lose details. */
export interface BarRows {
  readonly rows: readonly Int32Array[];
  readonly after: PlanCursor;
}

/** The start row: composer, and the length if known. */
export const planStartRow = ({ composer }: Pick<PlanAbout, 'composer'>): Int32Array => {
  const ids = absentPlanRow();
  ids[c.composer] = composer;
  return ids;
};

/** Ids of a bar; a reference that is too far back, or to no earlier bar, is left out. */
const barChoice = (cursor: PlanCursor, bar: PlanBar, told: BarTold): ChooseId => {
  const starts = bar.sectionStart || bar.section !== sectionNow(cursor);
  const lag = cursor.bars.length - bar.reference;
  const aligned = alignedLag(cursor, bar.section, starts);
  const refers = bar.kind !== 'new' && bar.reference >= 0 && lag > 0;
  const lagId = refers ? lagIdOf(cursor, aligned, lag) : undefined;
  const ids: Partial<Record<PlanFieldName, number>> = {
    pieceMetre: told.metre,
    pieceMode: cursor.about.mode === 'minor' ? 1 : 0,
    section: starts ? bar.section + 1 : 0,
    kind: lagId === undefined ? 0 : BAR_KINDS.indexOf(bar.kind),
    lag: lagId ?? 0,
    shift: bar.shift + WIDEST_SHIFT,
    phrase: bar.phraseLeft,
    cadence: CADENCES.indexOf(bar.cadence),
    density: bar.density,
    grid: bar.grid,
    ...(bar.loudness >= 0 ? { loudness: bar.loudness } : {}),
  };
  return (name) => ids[name] ?? planEventsSchema[c[name]].size;
};

/** Ids of a slot, when this many steps of its bar remain. */
export const slotChoice = (cursor: PlanCursor, slot: PlanSlot, before: SlotBefore, left: number): ChooseId => {
  const { tonic, chord, bass, top, low, steps } = slot;
  const ids: Partial<Record<PlanFieldName, number>> = {
    length: lengthIdOf(steps, left),
    key: keyIdOf(slot, cursor.about.tonic),
    root: rootIdOf(chord, tonic),
    ...(chord < NO_CHORD ? { quality: chordQuality(chord) } : {}),
    bass: bassIdOf(bass, chord, tonic),
    top: degreeIdOf(top, rootOrTonic(chord, tonic)),
    topOctave: octaveIdOf(top, before.top),
    low: degreeIdOf(low, lowBase(bass, tonic)),
    lowOctave: octaveIdOf(low, before.low),
  };
  return (name) => ids[name] ?? planEventsSchema[c[name]].size;
};

/** The rows of a bar that comes next in a plan, with its slots. */
export const rowsOfBar = (cursor: PlanCursor, bar: PlanBar, slots: readonly PlanSlot[], told: BarTold): BarRows => {
  const rows: Int32Array[] = [];
  const taken: PlanSlot[] = [];
  let ids = absentPlanRow();
  const choice = barChoice(cursor, bar, told);
  const written = walkBar(ids, cursor, told, choice);
  let { before, step } = cursor;
  for (const slot of slots) {
    const left = written.step + written.steps - step;
    if (left <= 0) break;
    const isLast = slot === slots.at(-1);
    const own = slotChoice(cursor, isLast ? { ...slot, steps: left } : slot, before, left);
    const placed = walkSlot(ids, cursor, written, told, before, step, own);
    rows.push(ids);
    taken.push(placed);
    before = afterSlot(before, placed);
    step += placed.steps;
    ids = absentPlanRow();
  }
  return { rows, after: afterBar(cursor, written, taken) };
};

/** What the encoding of a plan adds to the plan itself. */
export interface PlanTold {
  readonly composer: number;
  /** Id of the metre at a step; without this, unknown. */
  readonly meterAt?: (step: number) => number;
  /** For a bar's index, whether the number of bars left is given. Without this, always. */
  readonly tellsLength?: (bar: number) => boolean;
}

/** A plan as rows of the schema, a start row first and one row a slot. Bars and slots must follow one another. */
export const encodePlan = (
  plan: MusicPlan,
  { composer, meterAt = () => METER_COUNT, tellsLength = () => true }: PlanTold,
): EventSequence => {
  const about = { composer, tonic: plan.tonic, mode: plan.mode };
  const rows: Int32Array[] = [planStartRow(about)];
  const slots = slotsByBar(plan);
  let cursor = emptyPlan(about, plan.bars.at(0)?.step ?? 0);
  plan.bars.forEach((bar, index) => {
    const barsLeft = tellsLength(index) ? plan.bars.length - 1 - index : undefined;
    const told = { metre: meterAt(bar.step), steps: bar.steps, barsLeft };
    const { rows: own, after } = rowsOfBar(cursor, bar, slots[index], told);
    rows.push(...own);
    cursor = after;
  });
  const ids = new Int32Array(rows.length * WIDTH);
  rows.forEach((row, i) => {
    ids.set(row, i * WIDTH);
  });
  return { length: rows.length, ids };
};

/** The slots of each bar. */
export const slotsByBar = ({ bars, slots }: Pick<MusicPlan, 'bars' | 'slots'>): readonly (readonly PlanSlot[])[] => {
  let next = 0;
  return bars.map(({ step, steps }) => {
    const first = next;
    while (next < slots.length && slots[next].step < step + steps) next++;
    return slots.slice(first, next);
  });
};

/**
 * Decodes rows into a plan, in a key. Bar lengths are known to the sixteenth, up to four whole notes. Not preserved:
 * references over 96 bars back, unusual slot lengths, leaps of over 41 semitones.
 */
export const decodePlan = ({ ids, length }: EventSequence, tonic: number, firstStep = 0): MusicPlan => {
  const row = (index: number): Int32Array => ids.slice(index * WIDTH, (index + 1) * WIDTH);
  const first = length > 1 ? row(1) : absentPlanRow();
  const about: PlanAbout = { composer: first[c.composer], tonic, mode: first[c.mode] === 1 ? 'minor' : 'major' };
  let cursor = emptyPlan(about, firstStep);
  for (let index = 1; index < length;) {
    const steps = 12 * (row(index)[c.barLength] + 1);
    const told: BarTold = { metre: row(index)[c.metre], steps, barsLeft: undefined };
    const bar = walkBar(absentPlanRow(), cursor, told, chosenIn(row(index)));
    const slots: PlanSlot[] = [];
    let { before, step } = cursor;
    while (step < bar.step + bar.steps && index < length) {
      const slot = walkSlot(absentPlanRow(), cursor, bar, told, before, step, chosenIn(row(index++)));
      slots.push(slot);
      before = afterSlot(before, slot);
      step += slot.steps;
    }
    cursor = afterBar(cursor, bar, slots);
  }
  return planOfCursor(cursor);
};

const chosenIn =
  (ids: Int32Array): ChooseId =>
  (name) =>
    ids[c[name]];

/** All that is planned up to a cursor. */
export const planOfCursor = ({ about, bars, slots }: PlanCursor): MusicPlan => ({
  bars,
  slots: slots.flat(),
  tonic: about.tonic,
  mode: about.mode,
});
