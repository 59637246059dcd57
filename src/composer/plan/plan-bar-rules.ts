import type { PlanSlot } from '../../encoding/plan/music-plan.js';
import { transposeSlot } from '../../encoding/plan/transpose-plan.js';
import { ALIGNED_LAG, alignedLag, lagIdOf, lagOf } from '../../encoding/plan-events/lags.js';
import { sectionNow, type PlanCursor } from '../../encoding/plan-events/plan-cursor.js';
import {
  BAR_KINDS,
  CADENCES,
  SECTION_COUNT,
  WIDEST_SHIFT,
  planColumn as c,
  type PlanFieldName,
} from '../../encoding/plan-events/plan-events-schema.js';
import type { Allowed } from '../../model/sampling/sample.js';
import type { FormPlace } from './plan-form.js';

/** Context for the rules of the next bar. */
export interface BarContext {
  readonly cursor: PlanCursor;
  readonly steps: number;
  /** Bars after it; undefined while the length is open. */
  readonly barsLeft: number | undefined;
  readonly form: FormPlace | undefined;
}

/** Which ids of a field the rules allow, given the row so far; undefined for all. */
export type FieldRule = (context: BarContext, ids: Int32Array) => Allowed | undefined;

/** Outer notes of a transposed bar stay on this part of the keyboard. */
export const LOWEST_PITCH = 24;
export const HIGHEST_PITCH = 100;

const FINAL = CADENCES.indexOf('final');
const EXACT = BAR_KINDS.indexOf('exact');
const SHIFTED = BAR_KINDS.indexOf('shifted');
const VARIED = BAR_KINDS.indexOf('varied');
const NEW = BAR_KINDS.indexOf('new');
const LONGEST_PHRASE_LEFT = 15;

const only =
  (id: number): Allowed =>
  (other) =>
    other === id;

const isFirstOfPhrase = ({ bars }: PlanCursor): boolean => (bars.at(-1)?.phraseLeft ?? 0) === 0;

/** Sections begin with phrases, are numbered in the order in which they come, and do not begin as the piece ends. */
const section: FieldRule = ({ cursor, barsLeft = Infinity, form }) => {
  if (form) return only(form.bar === 0 ? form.section + 1 : 0);
  if (cursor.bars.length === 0) return only(1);
  if (!isFirstOfPhrase(cursor) || barsLeft < 3) return only(0);
  const used = new Set(cursor.sections.map((start) => start.section)).size;
  return (id) => id <= Math.min(SECTION_COUNT, used + 1);
};

/** The section in a bar's row. */
const sectionIn = ({ cursor }: BarContext, ids: Int32Array): { readonly section: number; readonly starts: boolean } => {
  const begun = ids[c.section];
  return { section: begun > 0 ? begun - 1 : sectionNow(cursor), starts: begun > 0 };
};

const alignedIn = (context: BarContext, ids: Int32Array): number => {
  const { section: number, starts } = sectionIn(context, ids);
  return alignedLag(context.cursor, number, starts);
};

const canRefer = ({ cursor, steps }: BarContext, lag: number): boolean =>
  lag > 0 && cursor.bars[cursor.bars.length - lag]?.steps === steps;

/** The form asks for this bar to be repeated. */
const mustReturn = (context: BarContext, ids: Int32Array): boolean =>
  (context.form?.returns ?? false) && canRefer(context, alignedIn(context, ids));

/** Within this many bars, the same bar occurs at most this often, as in real music. */
const BARS_REMEMBERED = 12;
const MOST_HEARD = 4;

/** Index of the original of a repeated bar, through all intermediate repeats. */
const originOf = (bars: PlanCursor['bars'], index: number): number => {
  let at = index;
  while ((bars[at].kind === 'exact' || bars[at].kind === 'varied') && bars[at].shift === 0) at = bars[at].reference;
  return at;
};

/** Whether the bar at a distance back has recently occurred as often as composers repeat a bar. */
const isWorn = ({ bars }: PlanCursor, lag: number): boolean => {
  const origin = originOf(bars, bars.length - lag);
  const first = Math.max(0, bars.length - BARS_REMEMBERED);
  const heard = bars.slice(first).filter((_, i) => originOf(bars, first + i) === origin);
  return heard.length >= MOST_HEARD;
};

const REPEATING: readonly number[] = [EXACT, VARIED];

/** The last two bars are never repeats, since they form the ending, and no bar is repeated endlessly. */
const kind: FieldRule = (context, ids) => {
  const isLast = context.barsLeft !== undefined && context.barsLeft <= 1;
  if (mustReturn(context, ids)) return isLast ? only(VARIED) : (id) => id === EXACT || id === VARIED;
  const lags = context.cursor.bars.map((_, i) => i + 1).filter((lag) => canRefer(context, lag));
  if (lags.length === 0) return only(NEW);
  const canRepeat = lags.some((lag) => !isWorn(context.cursor, lag));
  return (id) => !(isLast && (id === EXACT || id === SHIFTED)) && (canRepeat || !REPEATING.includes(id));
};

/**
 * A bar refers to an earlier one of the same length, by the first id that leads there, and to none repeated too often.
 */
const lag: FieldRule = (context, ids) => {
  const aligned = alignedIn(context, ids);
  if (mustReturn(context, ids)) return only(lagIdOf(context.cursor, aligned, aligned) ?? ALIGNED_LAG);
  const repeats = REPEATING.includes(ids[c.kind]);
  return (id) => {
    const bars = lagOf(context.cursor, aligned, id);
    if (!canRefer(context, bars) || lagIdOf(context.cursor, aligned, bars) !== id) return false;
    return !(repeats && isWorn(context.cursor, bars));
  };
};

const fitsKeyboard = (slots: readonly PlanSlot[], semitones: number): boolean =>
  slots
    .map((slot) => transposeSlot(slot, semitones))
    .every(({ top, low }) => top <= HIGHEST_PITCH && (low < 0 || low >= LOWEST_PITCH));

/** A transposed bar has a different pitch and stays on the keyboard; an exact repeat is not transposed. */
const shift: FieldRule = (context, ids) => {
  if (mustReturn(context, ids)) return only(WIDEST_SHIFT);
  const { cursor } = context;
  const lags = lagOf(cursor, alignedIn(context, ids), ids[c.lag]);
  const slots = cursor.slots[cursor.bars.length - lags] ?? [];
  const isShifted = ids[c.kind] === SHIFTED;
  return (id) => !(isShifted && id === WIDEST_SHIFT) && fitsKeyboard(slots, id - WIDEST_SHIFT);
};

/** Bars until the section ends, by the form, or the piece. */
const barsToEnd = ({ barsLeft = Infinity, form }: BarContext): number =>
  Math.min(barsLeft, form ? form.bars - form.bar - 1 : Infinity);

/** A phrase keeps its planned length and ends with its section and with the piece; none has a single bar. */
const phrase: FieldRule = (context) => {
  const { cursor } = context;
  const end = barsToEnd(context);
  const before = cursor.bars.at(-1)?.phraseLeft ?? 0;
  if (before > 0) return only(Math.min(before - 1, end));
  return (id) => id === Math.min(end, LONGEST_PHRASE_LEFT) || (id <= end && end - id !== 1 && id > 0);
};

const endsThePiece = ({ barsLeft }: BarContext, ids: Int32Array): boolean =>
  barsLeft !== undefined && ids[c.phrase] === barsLeft;

/** All bars of a phrase have the same cadence; `final` only in the last phrase. */
const cadence: FieldRule = (context, ids) => {
  if (endsThePiece(context, ids)) return only(FINAL);
  const { cursor } = context;
  const before = cursor.bars.at(-1);
  if (before && !isFirstOfPhrase(cursor) && before.cadence !== 'final') return only(CADENCES.indexOf(before.cadence));
  return (id) => id !== FINAL;
};

/** Density classes sparse enough for a last chord. */
const CALM = 3;

/** The first and the last bar have notes. */
const density: FieldRule = ({ cursor, barsLeft }) => {
  if (barsLeft === 0) return (id) => id > 0 && id <= CALM;
  return cursor.bars.length === 0 ? (id) => id > 0 : undefined;
};

/** The rules for the fields of a bar. */
export const barRules: Partial<Record<PlanFieldName, FieldRule>> = {
  section,
  kind,
  lag,
  shift,
  phrase,
  cadence,
  density,
};
