import type { MidiRoute } from '../../performance/output/output-route.js';
import type { OutputDestination } from '../../performance/output-destination.js';
import type { Performer } from '../../performance/performer.js';
import type { Port } from '../../protocol/live-event.js';
import type { PlannedOutputs } from './output-kinds.js';
import type { OutputPlan } from './performance-messages.js';

/** The outputs that a performance plays to, as they come and go. */
export class PerformanceOutputs {
  readonly #outputs: readonly PlannedOutputs<OutputPlan>[];
  readonly #routes: ReadonlyMap<OutputDestination, MidiRoute>;

  constructor(outputs: readonly PlannedOutputs<OutputPlan>[], performer: Performer) {
    this.#outputs = outputs;
    this.#routes = new Map(
      outputs.flatMap(({ group, plans }) =>
        group.destinations.map((destination, i) => [destination, performer.addOutput(destination, plans[i])]),
      ),
    );
  }

  get ports(): readonly Port[] {
    return [...this.#routes.keys()].map(({ port }) => port);
  }

  /** Opens what is there and lets go of what has gone; true when something changed. `midiPorts`: all of the system. */
  update(midiPorts: readonly string[]): boolean {
    const changed = this.#outputs.flatMap(({ group }) => group.update(midiPorts));
    for (const destination of changed) {
      const route = this.#routes.get(destination);
      if (destination.port.connected) route?.onConnected();
      else route?.onDisconnected();
    }
    return changed.length > 0;
  }

  /** Silences all, whatever state the performance is in. */
  silence(atMs: number): void {
    for (const route of this.#routes.values()) route.silence({ tick: 0, atMs });
  }

  close(): void {
    for (const { group } of this.#outputs) group.close();
  }
}
