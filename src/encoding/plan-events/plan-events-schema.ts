import type { EventSchema } from '../../model/event-schema.js';
import { METER_COUNT } from '../vocabulary/meter.js';
import { COMPOSER_SLOTS } from '../piano/piano-schema.js';
import { QUALITIES } from '../plan/chord-vocabulary.js';
import type { BarKind, Cadence } from '../plan/music-plan.js';

/** This vocabulary and its version, for model cards. */
export const PLAN_ENCODING = 'plan-slots/1';

/** Ids of a bar's kind and of its cadence are indices into these lists. */
export const BAR_KINDS: readonly BarKind[] = ['new', 'exact', 'shifted', 'rhythm', 'varied'];
export const CADENCES: readonly Cadence[] = ['none', 'half', 'authentic', 'final'];

/** Bars back that have their own ids, after the two named lags (lags.ts). */
export const LONGEST_LAG = 96;
export const LAG_COUNT = 2 + LONGEST_LAG;

/** Semitones from a referred bar to the one that follows it. */
export const WIDEST_SHIFT = 24;

/** Lengths of a slot within a bar in steps of 1/48 quarter; id 0 is the rest of the bar, id i the length i − 1. */
export const SLOT_LENGTHS: readonly number[] = [
  ...[6, 12, 18, 24, 30, 36, 42, 48, 60, 72, 84, 96, 108, 120, 144, 168, 192, 216, 240, 288, 336, 384],
];

/** Pitch classes, and one id for none. */
const DEGREE_COUNT = 13;
export const NO_DEGREE = 12;

/** Octaves between a pitch and the nearest of its pitch class to the slot before, −3 to 3. */
export const WIDEST_OCTAVES = 3;
const OCTAVE_COUNT = 2 * WIDEST_OCTAVES + 1;

const KEY_COUNT = 24;
const REGISTER_COUNT = 16;
const PHRASE_COUNT = 16;
export const SECTION_COUNT = 8;

const given = <const Name extends string>(name: Name, size: number) => ({ name, size, role: 'given' as const });
const predicted = <const Name extends string>(name: Name, size: number, ...echoes: readonly string[]) => ({
  name,
  size,
  role: 'predicted' as const,
  ...(echoes.length > 0 ? { echoes } : {}),
});

/**
 * One slot of a plan. Fields of the bar are given in its first slot and absent in the others; fields of the piece are
 * given in its first slot. Pitch classes are relative to the key: roots from the local tonic, bass and top note from
 * the chord's root, the lowest note from the bass. `before…` refers to the bar or slot before, `there…` to the place
 * that the bar refers to, in the slot's own key and transposed like the bar.
 */
export const planEventsSchema = [
  given('composer', COMPOSER_SLOTS),
  /** Twelfth of the bar in which the slot begins. */
  given('place', 12),
  /** Bars since the beginning, and until the end; absent while the length is open. */
  given('barsFrom', 12),
  given('barsLeft', 23),
  predicted('pieceMetre', METER_COUNT),
  predicted('pieceMode', 2),
  given('metre', METER_COUNT),
  given('mode', 2),
  given('sectionAge', 19),
  given('sectionNow', SECTION_COUNT),
  given('phraseAge', 17),
  /** Bars until the phrase ends, according to the bar before; absent where a phrase begins. */
  given('phraseDue', PHRASE_COUNT),
  given('beforeKind', BAR_KINDS.length),
  given('lagRun', 10),
  given('beforeCadence', CADENCES.length),
  given('beforeKey', KEY_COUNT),
  /** 0: the section goes on; else one more than the number of the section that begins. */
  predicted('section', SECTION_COUNT + 1),
  /** Whether an earlier section of this number has a bar at this place: none, the same as the latest lag, another. */
  given('aligned', 3),
  predicted('kind', BAR_KINDS.length),
  predicted('lag', LAG_COUNT),
  given('beforeShift', 2 * WIDEST_SHIFT + 1),
  predicted('shift', 2 * WIDEST_SHIFT + 1, 'beforeShift'),
  given('therePhrase', PHRASE_COUNT),
  predicted('phrase', PHRASE_COUNT, 'phraseDue', 'therePhrase'),
  given('thereCadence', CADENCES.length),
  predicted('cadence', CADENCES.length, 'beforeCadence', 'thereCadence'),
  given('beforeDensity', 9),
  given('thereDensity', 9),
  predicted('density', 9, 'beforeDensity', 'thereDensity'),
  given('beforeGrid', 7),
  given('thereGrid', 7),
  predicted('grid', 7, 'beforeGrid', 'thereGrid'),
  given('beforeLoudness', 8),
  given('thereLoudness', 8),
  predicted('loudness', 8, 'beforeLoudness', 'thereLoudness'),
  /** Of this bar, in all of its slots. */
  given('hereKind', BAR_KINDS.length),
  given('hereCadence', CADENCES.length),
  given('herePhrase', PHRASE_COUNT),
  given('hereDensity', 9),
  given('thereLength', 1 + SLOT_LENGTHS.length),
  predicted('length', 1 + SLOT_LENGTHS.length, 'thereLength'),
  given('thereKey', KEY_COUNT),
  predicted('key', KEY_COUNT, 'beforeKey', 'thereKey'),
  /** Root and quality of the chord; no root where there is no chord. */
  given('beforeRoot', DEGREE_COUNT),
  given('thereRoot', DEGREE_COUNT),
  predicted('root', DEGREE_COUNT, 'beforeRoot', 'thereRoot'),
  /** Where the root is the same; else absent. */
  given('beforeQuality', QUALITIES.length),
  given('thereQuality', QUALITIES.length),
  predicted('quality', QUALITIES.length, 'beforeQuality', 'thereQuality'),
  /** Whether the chord is that of the slot before (1), of the other place (2), of both (3) or of neither. */
  given('chordAs', 4),
  given('beforeBass', DEGREE_COUNT),
  given('thereBass', DEGREE_COUNT),
  predicted('bass', DEGREE_COUNT, 'beforeBass', 'thereBass'),
  given('beforeTop', DEGREE_COUNT),
  given('topRegister', REGISTER_COUNT),
  given('thereTop', DEGREE_COUNT),
  predicted('top', DEGREE_COUNT, 'beforeTop', 'thereTop'),
  given('thereTopOctave', OCTAVE_COUNT),
  predicted('topOctave', OCTAVE_COUNT, 'thereTopOctave'),
  given('beforeLow', DEGREE_COUNT),
  given('lowRegister', REGISTER_COUNT),
  given('thereLow', DEGREE_COUNT),
  /** From the bass. */
  predicted('low', DEGREE_COUNT, 'beforeLow', 'thereLow'),
  given('thereLowOctave', OCTAVE_COUNT),
  predicted('lowOctave', OCTAVE_COUNT, 'thereLowOctave'),
  /** Length of the bar in sixteenths, minus one. Last, because no head needs it: the metre says nearly as much. */
  given('barLength', 64),
] satisfies EventSchema;

export type PlanFieldName = (typeof planEventsSchema)[number]['name'];

/** Column of a field in a row of a plan. */
export const planColumn = Object.fromEntries(planEventsSchema.map(({ name }, i) => [name, i])) as Readonly<
  Record<PlanFieldName, number>
>;

/** A row in which everything is absent. */
export const absentPlanRow = (): Int32Array => Int32Array.from(planEventsSchema, ({ size }) => size);
