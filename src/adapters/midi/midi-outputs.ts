import type { DestinationPlan, OutputDestination, OutputGroup } from '../../performance/output-destination.js';
import { MidiDestination } from './midi-destination.js';
import type { AvailableMidi } from './midi-library.js';
import { byAddressFirst } from './port-names.js';

/** The MIDI outputs that are wanted: two that fit the same ports take two of them. */
export class MidiOutputs implements OutputGroup {
  readonly destinations: readonly MidiDestination[];

  constructor(midi: AvailableMidi, plans: readonly DestinationPlan[]) {
    this.destinations = plans.map((plan) => new MidiDestination(midi, plan));
  }

  update(midiPorts: readonly string[]): readonly OutputDestination[] {
    return byAddressFirst(this.destinations, ({ name }) => name).filter((destination) => {
      const others = this.destinations.filter((other) => other !== destination);
      return destination.update(
        midiPorts,
        others.map(({ openName }) => openName),
      );
    });
  }

  close(): void {
    for (const destination of this.destinations) destination.close();
  }
}
