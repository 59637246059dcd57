import { spanAt, stepsIntoBar, type MeterSpan } from '../../encoding/shared/meter-span.js';
import { durationIdOf } from '../../encoding/vocabulary/duration.js';
import {
  givenAfterWait,
  startCursor,
  startRow,
  writeGiven,
  type EventCursor,
} from '../../encoding/piano/event-cursor.js';
import type { PlacedEvent } from '../../encoding/piano/event-rows.js';
import { stepOfTick } from '../../encoding/shared/grid.js';
import {
  DAEMON_ID,
  PEDAL_DOWN_ID,
  PEDAL_UP_ID,
  PLAYER_ID,
  absentIn,
  fieldApplies,
  pianoColumn,
  pianoSchema,
} from '../../encoding/piano/piano-schema.js';
import { velocityIdOf } from '../../encoding/vocabulary/velocity.js';
import { LONGEST_WAIT_STEPS, waitIdOf, waitSteps } from '../../encoding/vocabulary/wait.js';
import type { HeardEvent } from '../../performance/composer.js';
import { afterEvent, atStart, type ListeningModel, type ContinuationState } from '../piano/continuation-state.js';
import type { TimelineEvent } from './timeline.js';

/** An event of the player on the grid; unknown fields are absent. */
export const ingestedEvent = (heard: HeardEvent): TimelineEvent => {
  const common = { step: stepOfTick(heard.tick), who: PLAYER_ID, ordinal: -1, heardId: heard.id };
  const unknown = { duration: absentIn('duration'), velocity: absentIn('velocity'), tempo: absentIn('tempo') };
  if (heard.kind === 'pedal') return { ...common, ...unknown, what: heard.down ? PEDAL_DOWN_ID : PEDAL_UP_ID };
  const { pitch, velocity, durationTicks } = heard;
  return {
    ...common,
    ...unknown,
    what: pitch,
    velocity: velocityIdOf(velocity),
    duration: durationTicks === null ? absentIn('duration') : durationIdOf(durationTicks),
  };
};

/**
 * The position that the network should assume before an event at `step`: long silences are shortened by whole bars, as
 * in training, so that one wait reaches across.
 */
const nearerStep = (metres: readonly MeterSpan[], fromStep: number, step: number): number => {
  const { barSteps } = spanAt(metres, step);
  const surplus = step - fromStep - LONGEST_WAIT_STEPS / 2;
  if (surplus <= 0 || barSteps === 0) return fromStep;
  return fromStep + Math.ceil(surplus / barSteps) * barSteps;
};

/** Moved close enough to the next event that a wait reaches it; exactly, if the event must fall there. */
export const broughtNear = (state: ContinuationState, earliestStep: number, onTheDot: boolean): ContinuationState => {
  const { cursor } = state;
  const near = nearerStep(cursor.metres, cursor.step, earliestStep);
  const step = onTheDot && earliestStep > near ? earliestStep - waitSteps(waitIdOf(earliestStep - near)) : near;
  return { ...state, cursor: { ...cursor, step } };
};

/** The row of an event at its step, wherever the cursor is. */
const rowAt = (
  state: ContinuationState,
  event: PlacedEvent,
): { readonly ids: Int32Array; readonly cursor: EventCursor } => {
  const { cursor } = state;
  const near = nearerStep(cursor.metres, cursor.step, event.step);
  const wait = event.step <= cursor.step ? 0 : waitIdOf(event.step - near);
  // placed so that the wait, which may be rounded, ends on the true step
  const placed = { ...cursor, step: event.step - waitSteps(wait) };
  const soFar = { wait, what: event.what };
  const ids = Int32Array.from(pianoSchema, ({ size }) => size);
  writeGiven(ids, givenAfterWait(placed, wait));
  ids[pianoColumn.who] = event.who;
  ids[pianoColumn.wait] = wait;
  ids[pianoColumn.what] = event.what;
  if (fieldApplies('duration', soFar)) ids[pianoColumn.duration] = event.duration;
  if (fieldApplies('velocity', soFar)) ids[pianoColumn.velocity] = event.velocity;
  if (fieldApplies('tempo', soFar)) ids[pianoColumn.tempo] = event.tempo;
  return { ids, cursor: placed };
};

/**
 * The state after an event at its true step. A network that was not trained with a player's part ingests the player's
 * notes as its own, since an untrained embedding would be noise.
 */
export const afterPlaced = async (
  listening: ListeningModel,
  state: ContinuationState,
  event: PlacedEvent,
  hearsPlayer: boolean,
): Promise<ContinuationState> => {
  const { ids, cursor } = rowAt(state, hearsPlayer ? event : { ...event, who: DAEMON_ID });
  return afterEvent(listening, { ...state, cursor }, ids);
};

/** The state of a network without any input, before an event at `step`. */
export const firstStanding = async (
  listening: ListeningModel,
  about: { readonly metres: readonly MeterSpan[]; readonly composer: number; readonly source: number },
  step: number,
): Promise<ContinuationState> => {
  const bar = step - stepsIntoBar(spanAt(about.metres, step), step);
  const cursor = startCursor(about.metres, { composer: about.composer, source: about.source, step: bar });
  return atStart(listening, cursor, Int32Array.from(startRow(cursor)));
};
