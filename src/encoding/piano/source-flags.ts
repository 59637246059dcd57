import type { TempoChange } from '../../music/piece.js';
import type { PianoEvent } from './piano-events.js';

/** The bits of the `source` field. The corpus mixes scores and performances; these tell them apart. */
export const DYNAMICS_VARY = 1;
export const PEDAL_USED = 2;
export const TEMPO_VARIES = 4;

/** The smallest share of notes or time that sets a flag: a single accent is not dynamics. */
const SHARE = 0.05;

/** Tempos closer than this to the piece's own differ only by rounding to microseconds per quarter. */
const TEMPO_TOLERANCE = 0.01;

const dynamicsVary = (events: readonly PianoEvent[]): boolean => {
  const counts = new Map<number, number>();
  let notes = 0;
  for (const event of events) {
    if (event.kind !== 'note') continue;
    notes++;
    counts.set(event.velocity, (counts.get(event.velocity) ?? 0) + 1);
  }
  return notes - Math.max(0, ...counts.values()) > SHARE * notes;
};

const tempoVaries = (tempos: readonly TempoChange[], bpm: number, endTick: number): boolean => {
  let elsewhere = 0;
  tempos.forEach((tempo, i) => {
    const toTick = Math.min(endTick, i + 1 < tempos.length ? tempos[i + 1].tick : endTick);
    if (Math.abs(tempo.bpm / bpm - 1) > TEMPO_TOLERANCE) elsewhere += Math.max(0, toTick - tempo.tick);
  });
  return elsewhere > SHARE * endTick;
};

/** The source field of a whole piece, measured from its notes rather than stated by the user. */
export const sourceFlags = (
  events: readonly PianoEvent[],
  tempos: readonly TempoChange[],
  bpm: number,
  endTick: number,
): number =>
  (dynamicsVary(events) ? DYNAMICS_VARY : 0) +
  (events.some((event) => event.kind === 'pedal') ? PEDAL_USED : 0) +
  (tempoVaries(tempos, bpm, endTick) ? TEMPO_VARIES : 0);
