import { PPQ } from '../../music/piece.js';
import type { LiveEvent, TransportState } from '../../protocol/live-event.js';
import type { PerformanceEvent } from '../performance-event.js';

const MS_PER_MINUTE = 60_000;

const timeOf = (event: PerformanceEvent): number | undefined => {
  if (event.kind === 'transport') return event.transport.atMs;
  return 'atMs' in event ? event.atMs : undefined;
};

/** The transport as it stood later, without a change between. */
const transportAt = (transport: TransportState, atMs: number): TransportState => {
  const ticks = ((atMs - transport.atMs) * transport.bpm * PPQ) / MS_PER_MINUTE;
  return { ...transport, atMs, tick: transport.state === 'stopped' ? transport.tick : transport.tick + ticks };
};

/** What is under way at some moment: the transport, the notes that sound, the pedals that are down. */
class Standing {
  #transport: TransportState | undefined;
  readonly #sounding = new Map<string, Extract<LiveEvent, { kind: 'note-on' | 'pedal' }>>();

  hear(event: PerformanceEvent): void {
    if (event.kind === 'transport') this.#transport = event.transport;
    if (event.kind === 'note-on') this.#sounding.set(`${event.voice} ${event.channel} ${event.pitch}`, event);
    if (event.kind === 'note-off') this.#sounding.delete(`${event.voice} ${event.channel} ${event.pitch}`);
    if (event.kind === 'pedal') this.#sounding.set(`${event.voice} ${event.channel} pedal`, event);
  }

  at(atMs: number): readonly LiveEvent[] {
    if (!this.#transport) return [];
    const transport = transportAt(this.#transport, atMs);
    const { tick } = transport;
    const moved = [...this.#sounding.values()].map((event) => ({ ...event, tick, atMs }));
    return [{ kind: 'transport', transport }, ...moved];
  }
}

/** The events since a moment, led by what was under way then, as if it had begun at that moment. */
export const passageSince = (events: readonly PerformanceEvent[], fromMs: number): readonly PerformanceEvent[] => {
  const standing = new Standing();
  const later: PerformanceEvent[] = [];
  for (const event of events) {
    if ((timeOf(event) ?? -Infinity) < fromMs) standing.hear(event);
    else later.push(event);
  }
  return [...standing.at(fromMs), ...later];
};
