import { barTicks } from '../../music/meter.js';
import { PPQ } from '../../music/piece.js';
import type { LiveEvent, TransportState } from '../../protocol/live-event.js';
import type { PerformanceEvent } from '../performance-event.js';

const MS_PER_MINUTE = 60_000;

/** Time of an event, ms of the monotonic clock; undefined for those without one. */
export const timeOf = (event: PerformanceEvent): number | undefined => {
  if (event.kind === 'transport') return event.transport.atMs;
  return 'atMs' in event ? event.atMs : undefined;
};

/** The transport state at a later time, without a change in between. */
export const transportAt = (transport: TransportState, atMs: number): TransportState => {
  const ticks = ((atMs - transport.atMs) * transport.bpm * PPQ) / MS_PER_MINUTE;
  return { ...transport, atMs, tick: transport.state === 'stopped' ? transport.tick : transport.tick + ticks };
};

/** The bar line at or before a tick, or the next one after it. */
export const barLineAt = ({ meter, meterTick }: TransportState, tick: number, which: 'before' | 'after'): number => {
  const bars = (tick - meterTick) / barTicks(meter);
  return meterTick + (which === 'before' ? Math.floor(bars) : Math.floor(bars) + 1) * barTicks(meter);
};

/** When a running transport reaches a tick, ms. */
export const msAtTick = ({ tick, atMs, bpm }: TransportState, wanted: number): number =>
  atMs + ((wanted - tick) * MS_PER_MINUTE) / (bpm * PPQ);

/** The state at some moment: transport, sounding notes, pressed pedals. */
export class PerformanceState {
  #transport: TransportState | undefined;
  readonly #sounding = new Map<string, Extract<LiveEvent, { kind: 'note-on' | 'pedal' }>>();

  get transport(): TransportState | undefined {
    return this.#transport;
  }

  apply(event: PerformanceEvent): void {
    if (event.kind === 'transport') this.#transport = event.transport;
    if (event.kind === 'note-on') this.#sounding.set(`${event.voice} ${event.channel} ${event.pitch}`, event);
    if (event.kind === 'note-off') this.#sounding.delete(`${event.voice} ${event.channel} ${event.pitch}`);
    if (event.kind === 'pedal') this.#sounding.set(`${event.voice} ${event.channel} pedal`, event);
  }

  /** Events that reproduce the state, as if everything had begun at that moment. */
  at(atMs: number): readonly LiveEvent[] {
    if (!this.#transport) return [];
    const transport = transportAt(this.#transport, atMs);
    const { tick } = transport;
    const moved = [...this.#sounding.values()].map((event) => ({ ...event, tick, atMs }));
    return [{ kind: 'transport', transport }, ...moved];
  }
}
