import { byAddressFirst } from '../../adapters/midi/port-names.js';
import { MidiDestination } from '../../adapters/midi/midi-destination.js';
import type { AvailableMidi } from '../../adapters/midi/midi-library.js';
import type { MidiRoute } from '../../performance/output/output-route.js';
import type { Performer } from '../../performance/performer.js';
import type { Port } from '../../protocol/live-event.js';
import type { OutputPlan } from './performance-messages.js';

interface Outlet {
  readonly destination: MidiDestination;
  readonly lane: MidiRoute;
}

/** The MIDI ports that a performance plays to, as they come and go. */
export class PerformanceOutputs {
  readonly #outlets: readonly Outlet[];

  constructor(midi: AvailableMidi | undefined, plans: readonly OutputPlan[], performer: Performer) {
    this.#outlets =
      midi === undefined
        ? []
        : plans.map((plan) => {
            const destination = new MidiDestination(midi, plan);
            return { destination, lane: performer.addOutput(destination, plan) };
          });
  }

  get ports(): readonly Port[] {
    return this.#outlets.map(({ destination }) => destination.port);
  }

  /** Opens what is there and lets go of what has gone; true when something changed. */
  update(names: readonly string[]): boolean {
    const changes = byAddressFirst(this.#outlets, ({ destination }) => destination.name).map((outlet) => {
      const { destination, lane } = outlet;
      const others = this.#outlets.filter((other) => other !== outlet);
      const changed = destination.update(
        names,
        others.map((other) => other.destination.openName),
      );
      if (changed && destination.port.connected) lane.onConnected();
      else if (changed) lane.onDisconnected();
      return changed;
    });
    return changes.includes(true);
  }

  /** Silences all, whatever state the performance is in. */
  silence(atMs: number): void {
    for (const { lane } of this.#outlets) lane.silence({ tick: 0, atMs });
  }

  close(): void {
    for (const { destination } of this.#outlets) destination.close();
  }
}
