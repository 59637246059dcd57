import { NO_CHORD, chordRoot } from '../../encoding/plan/chord-vocabulary.js';
import type { PlanBar, PlanSlot } from '../../encoding/plan/music-plan.js';
import type { PlanCursor, SlotBefore } from '../../encoding/plan-events/plan-cursor.js';
import {
  NO_DEGREE,
  SLOT_LENGTHS,
  planColumn as c,
  type PlanFieldName,
} from '../../encoding/plan-events/plan-events-schema.js';
import { bassOf, chordOf, keyOf, lowBase, pitchOf, rootOrTonic } from '../../encoding/plan-events/field-ids.js';
import type { Allowed } from '../../model/sampling/sample.js';
import { HIGHEST_PITCH, LOWEST_PITCH } from './plan-bar-rules.js';

/** Context for the rules of the next slot. */
export interface SlotContext {
  readonly cursor: PlanCursor;
  readonly bar: PlanBar;
  readonly barsLeft: number | undefined;
  readonly before: SlotBefore;
  /** Steps from the start of the bar. */
  readonly left: number;
  /** Slots of the bar before it. */
  readonly index: number;
}

/** Which ids of a field the rules allow, given the row so far; undefined for all. */
type SlotRule = (context: SlotContext, ids: Int32Array) => Allowed | undefined;

/** Fastest harmonic rhythm, in slots per bar and steps per slot. */
const MOST_SLOTS = 8;
const SHORTEST = 24;

/** The highest note stays above, the lowest below these. */
const LOWEST_TOP = 48;
const HIGHEST_LOW = 84;

/** Qualities of chords. */
const MAJOR = 0;
const MINOR = 1;
const SEVENTH = 4;
/** The dominant's root from the tonic. */
const DOMINANT = 7;

const isLastBar = ({ barsLeft }: SlotContext): boolean => barsLeft === 0;
const isBeforeLastBar = ({ barsLeft }: SlotContext): boolean => barsLeft === 1;

/** Slots begin on eighths; the last bar has one chord. */
const length: SlotRule = (context) => {
  const { left, index } = context;
  if (isLastBar(context) || index >= MOST_SLOTS - 1) return (id) => id === 0;
  return (id) => id === 0 || (SLOT_LENGTHS[id - 1] % SHORTEST === 0 && SLOT_LENGTHS[id - 1] < left);
};

/** In real music the piece's own key is back some eight bars before the end in four works of five. */
const HOME_BARS = 8;

/** The piece ends in its own key. */
const key: SlotRule = (context) => {
  const { barsLeft } = context;
  if (barsLeft === undefined || barsLeft >= HOME_BARS) return undefined;
  const home = context.cursor.about.mode === 'minor' ? 1 : 0;
  return (id) => id === home;
};

/** Whether the slot is the last of the penultimate bar, where the dominant comes unless a cadence came earlier. */
const mustLead = (context: SlotContext, ids: Int32Array): boolean => {
  if (!isBeforeLastBar(context) || ids[c.length] !== 0) return false;
  return !hasCadence(context);
};

/** The latest slots that may already contain a cadence. */
const CADENCE_SLOTS = 6;

const isOn = ({ chord }: PlanSlot, root: number): boolean => chord < NO_CHORD && chordRoot(chord) === root;

/** Whether the dominant and tonic of the piece have just followed each other. */
const hasCadence = ({ cursor, before }: SlotContext): boolean => {
  const { tonic } = cursor.about;
  const latest = [...cursor.slots.slice(-2).flat(), ...(before.slot ? [before.slot] : [])].slice(-CADENCE_SLOTS);
  if (!before.slot || !isOn(before.slot, tonic)) return false;
  return latest.some((slot, i) => {
    const next = latest.at(i + 1);
    return next !== undefined && isOn(slot, (tonic + DOMINANT) % 12) && isOn(next, tonic);
  });
};

/** The last root is the tonic, preceded by the dominant. */
const root: SlotRule = (context, ids) => {
  if (isLastBar(context)) return (id) => id === 0;
  return mustLead(context, ids) ? (id) => id === DOMINANT : undefined;
};

/** The last chord is a triad, in minor also a major one. */
const quality: SlotRule = (context, ids) => {
  if (isLastBar(context)) return (id) => id === MAJOR || (id === MINOR && context.cursor.about.mode === 'minor');
  return mustLead(context, ids) ? (id) => id === MAJOR || id === SEVENTH : undefined;
};

/** At the end the bass has the root. */
const bass: SlotRule = (context, ids) => (isLastBar(context) || mustLead(context, ids) ? (id) => id === 0 : undefined);

/** Tonic, third or fifth. */
const TRIAD = [0, 3, 4, 7];

/** The last chord has a note of the tonic above. */
const top: SlotRule = (context) => (isLastBar(context) ? (id) => TRIAD.includes(id) : undefined);

/** Tonic, chord and bass of a row that already has them. */
const harmonyIn = ({ cursor }: SlotContext, ids: Int32Array) => {
  const { tonic } = keyOf(ids[c.key], cursor.about.tonic);
  const chord = chordOf(ids[c.root], ids[c.quality], tonic);
  return { tonic, chord, bass: bassOf(ids[c.bass], chord, tonic) };
};

const topIn = (context: SlotContext, ids: Int32Array, octave: number): number => {
  const { tonic, chord } = harmonyIn(context, ids);
  return pitchOf(ids[c.top], rootOrTonic(chord, tonic), octave, context.before.top);
};

const topOctave: SlotRule = (context, ids) => (id) =>
  topIn(context, ids, id) >= LOWEST_TOP && topIn(context, ids, id) <= HIGHEST_PITCH;

/** A slot with a highest note also has a lowest. */
const low: SlotRule = (context, ids) => {
  const isSilent = ids[c.top] === NO_DEGREE;
  if (isLastBar(context)) return (id) => id === 0;
  return (id) => (id === NO_DEGREE) === isSilent;
};

/** The lowest note is below the highest, or the same. */
const lowOctave: SlotRule = (context, ids) => {
  const { tonic, bass: bassClass } = harmonyIn(context, ids);
  const highest = Math.min(HIGHEST_LOW, topIn(context, ids, ids[c.topOctave]));
  const pitchIn = (octave: number): number =>
    pitchOf(ids[c.low], lowBase(bassClass, tonic), octave, context.before.low);
  return (id) => pitchIn(id) >= LOWEST_PITCH && pitchIn(id) <= highest;
};

/** The rules for the fields of a slot. */
export const slotRules: Partial<Record<PlanFieldName, SlotRule>> = {
  length,
  key,
  root,
  quality,
  bass,
  top,
  topOctave,
  low,
  lowOctave,
};
