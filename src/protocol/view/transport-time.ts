import { PPQ } from '../../music/piece.js';
import { millisecondsAtTick, tickAtMilliseconds } from '../../music/tempo.js';
import type { TransportState } from '../live-event.js';

/** When a tick sounds, ms of the daemon's clock, if nothing changes; while stopped, as if running. */
export const msAtTick = (transport: TransportState, tick: number): number => millisecondsAtTick([transport], tick);

/** The position of the music at a time of the daemon's clock; constant while stopped. */
export const tickAtMs = (transport: TransportState, ms: number): number =>
  transport.state === 'stopped' ? transport.tick : tickAtMilliseconds([transport], ms);

/** Bar and beat, counted from 1 as musicians do; bars of the count-in are 0 and less. */
export const barAndBeat = (
  transport: TransportState,
  tick: number,
): { readonly bar: number; readonly beat: number } => {
  const { meter, meterTick, meterBar } = transport;
  const barTicks = (meter.numerator * 4 * PPQ) / meter.denominator;
  const bars = Math.floor((tick - meterTick) / barTicks);
  const intoBar = tick - meterTick - bars * barTicks;
  return { bar: meterBar + bars + 1, beat: Math.floor((intoBar * meter.denominator) / (4 * PPQ)) + 1 };
};
