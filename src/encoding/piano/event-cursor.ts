import { positionAt, spanAt, type BarPosition, type MeterSpan } from '../shared/meter-span.js';
import {
  COMPOSER_SLOTS,
  absentIn,
  pianoColumn,
  pianoSchema,
  type PianoFieldName,
  type PianoRow,
} from './piano-schema.js';
import { waitSteps } from '../vocabulary/wait.js';

/** Position in the music and its given fields. Immutable: advancing makes a new one, so going back is free. */
export interface EventCursor {
  /** Onset of the latest event, in steps of 1/48 beat from the start row. */
  readonly step: number;
  readonly metres: readonly MeterSpan[];
  /** 0–63, or 64 for an unknown composer. */
  readonly composer: number;
  /** The three source flags (source-flags.ts), or 8 for unknown. */
  readonly source: number;
}

/** The ids of the given fields, which are computed, not sampled. */
export type GivenFields = Pick<PianoRow, keyof BarPosition | 'composer' | 'source'>;

/** The cursor at a start row, at `step` of the spans. */
export const startCursor = (
  metres: readonly MeterSpan[],
  about: { readonly composer?: number; readonly source?: number; readonly step?: number } = {},
): EventCursor => ({
  step: about.step ?? 0,
  metres,
  composer: about.composer ?? COMPOSER_SLOTS,
  source: about.source ?? absentIn('source'),
});

const givenAt = ({ metres, composer, source }: EventCursor, step: number): GivenFields => {
  const { beatPhase, beatInBar, metre } = positionAt(metres, step);
  return { beatPhase, beatInBar, metre, composer, source };
};

/** The latest event's place in the beat, and the steps of its bar, 0 if unknown. */
export const placeInBar = ({
  metres,
  step,
}: EventCursor): Pick<BarPosition, 'beatPhase'> & Pick<MeterSpan, 'barSteps'> => ({
  beatPhase: positionAt(metres, step).beatPhase,
  barSteps: spanAt(metres, step).barSteps,
});

/** The given fields of the next event, once its wait is known. */
export const givenAfterWait = (cursor: EventCursor, waitId: number): GivenFields =>
  givenAt(cursor, cursor.step + waitSteps(waitId));

/** Writes the given fields into a row that begins at `at`. */
export const writeGiven = (ids: Int32Array, given: GivenFields, at = 0): void => {
  ids[at + pianoColumn.beatPhase] = given.beatPhase;
  ids[at + pianoColumn.beatInBar] = given.beatInBar;
  ids[at + pianoColumn.metre] = given.metre;
  ids[at + pianoColumn.composer] = given.composer;
  ids[at + pianoColumn.source] = given.source;
};

/** The cursor at the event that comes `waitId` after this one's. */
export const advance = ({ step, metres, composer, source }: EventCursor, waitId: number): EventCursor => ({
  step: step + waitSteps(waitId),
  metres,
  composer,
  source,
});

/** The start row at a cursor, in schema order: given fields filled in, predicted ones absent. */
export const startRow = (cursor: EventCursor): number[] => {
  const given: Partial<Record<PianoFieldName, number>> = givenAt(cursor, cursor.step);
  return pianoSchema.map(({ name, size }) => given[name] ?? size);
};
