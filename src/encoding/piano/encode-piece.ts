import type { EventSequence } from '../../model/event-schema.js';
import type { Piece } from '../../music/piece.js';
import { meterSpan } from '../shared/meter-span.js';
import { averageTempo, baseBpm } from './piece-tempo.js';
import { durationIdOf } from '../vocabulary/duration.js';
import { startCursor } from './event-cursor.js';
import { layRows, type PlacedEvent } from './event-rows.js';
import { stepOfTick, tickOfStep } from '../shared/grid.js';
import { pianoEvents, type PianoEvent } from './piano-events.js';
import { PEDAL_DOWN_ID, PEDAL_UP_ID, PLAYER_ID, absentIn } from './piano-schema.js';
import { silenceCuts, stepAfterCuts } from './trim-silence.js';
import { sourceFlags } from './source-flags.js';
import { tempoIdOf } from '../vocabulary/tempo.js';
import { velocityIdOf } from '../vocabulary/velocity.js';

/** A piece as rows of the piano schema, with what the rows do not hold. */
export interface EncodedPiece extends EventSequence {
  /** The piece's own tempo in quarters per minute, which the tempo field is relative to. */
  readonly baseBpm: number;
  /** Notes among the events; figures are given per note. */
  readonly noteCount: number;
}

const whatIds = (event: PianoEvent): Pick<PlacedEvent, 'what' | 'duration' | 'velocity'> =>
  event.kind === 'note'
    ? { what: event.pitch, duration: durationIdOf(event.durationTicks), velocity: velocityIdOf(event.velocity) }
    : {
        what: event.down ? PEDAL_DOWN_ID : PEDAL_UP_ID,
        duration: absentIn('duration'),
        velocity: absentIn('velocity'),
      };

/** For each event the bin of the mean tempo since the onset before it; absent for what is struck together. */
const tempoIds = (piece: Piece, events: readonly PianoEvent[], bpm: number): number[] => {
  const averageBpm = averageTempo(piece.tempos);
  let fromStep = 0;
  return events.map(({ step }) => {
    if (step === fromStep) return absentIn('tempo');
    const ratio = averageBpm(tickOfStep(fromStep), tickOfStep(step)) / bpm;
    fromStep = step;
    return tempoIdOf(ratio);
  });
};

export interface EncodeOptions {
  /** 0–63 in the model's own table; unknown without. */
  readonly composerSlot?: number;
  /** Whether what is sung or played beside a piano is a player's; else all is one piano. */
  readonly tellsParts?: boolean;
}

/**
 * The events of a piece as rows of ids; row 0 is the start row. A piece without notes or pedal gives the start row
 * alone. A player's tempo is nobody's to tell.
 */
export const encodePiece = (piece: Piece, options: EncodeOptions = {}): EncodedPiece => {
  const events = pianoEvents(piece, options.tellsParts);
  const endTick = tickOfStep(events.at(-1)?.step ?? 0);
  const bpm = baseBpm(piece.tempos, endTick);
  const spans = piece.meters.map((meter) => meterSpan(stepOfTick(meter.tick), meter));
  const onsets = events.map((event) => event.step);
  const cuts = silenceCuts(spans, onsets);
  const tempos = tempoIds(piece, events, bpm);
  const placed = events.map((event, i) => ({
    who: event.who,
    step: stepAfterCuts(cuts, event.step),
    ...whatIds(event),
    tempo: event.who === PLAYER_ID ? absentIn('tempo') : tempos[i],
  }));
  const metres = spans.map((span) => ({ ...span, step: stepAfterCuts(cuts, span.step) }));
  const source = sourceFlags(events, piece.tempos, bpm, endTick);
  const { composerSlot } = options;
  const start = startCursor(metres, composerSlot === undefined ? { source } : { source, composer: composerSlot });
  const noteCount = events.filter((event) => event.kind === 'note').length;
  return { ...layRows(start, placed), baseBpm: bpm, noteCount };
};
