import { MidiDestination } from '../adapters/midi/midi-destination.js';
import type { MidiLibrary } from '../adapters/midi/midi-library.js';
import type { MidiLane } from '../performance/output/lane.js';
import type { Performer } from '../performance/performer.js';
import type { Port } from '../protocol/live-event.js';
import type { OutputPlan } from './performance-messages.js';

interface Outlet {
  readonly destination: MidiDestination;
  readonly lane: MidiLane;
}

/** The MIDI ports that a performance plays to, as they come and go. */
export class PerformanceOutputs {
  readonly #outlets: readonly Outlet[];

  constructor(library: MidiLibrary | undefined, plans: readonly OutputPlan[], performer: Performer) {
    this.#outlets =
      library === undefined
        ? []
        : plans.map((plan) => {
            const destination = new MidiDestination(library, plan);
            return { destination, lane: performer.addOutput(destination, plan) };
          });
  }

  get ports(): readonly Port[] {
    return this.#outlets.map(({ destination }) => destination.port);
  }

  /** Opens what is there and lets go of what has gone; true when something changed. */
  update(names: readonly string[]): boolean {
    const changes = this.#outlets.map(({ destination, lane }) => {
      const changed = destination.update(names);
      // what sounded there was silenced by its going, or will be by the guardian: nothing is owed to it
      if (changed) lane.ledger.forget();
      return changed;
    });
    return changes.includes(true);
  }

  close(): void {
    for (const { destination } of this.#outlets) destination.close();
  }
}
