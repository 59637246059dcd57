import type { Output } from '@julusian/midi/lazy';
import type { DestinationPlan, OutputDestination } from '../../performance/output-destination.js';
import { programChange } from '../../performance/midi/midi-message.js';
import type { Port } from '../../protocol/live-event.js';
import type { AvailableMidi } from './midi-library.js';
import { isByAddress, matchPort, stableName } from './port-names.js';

/**
 * One MIDI port that is wanted: opened when it is there, let go when it has gone, opened again when it is back.
 * It looks for nothing by itself, since listing ports takes milliseconds: it is told the names there are.
 */
export class MidiDestination implements OutputDestination {
  readonly #midi: AvailableMidi;
  readonly #plan: DestinationPlan;
  #output: Output | undefined;
  /** Whole name of the port that is open. */
  #openName = '';

  constructor(midi: AvailableMidi, plan: DestinationPlan) {
    this.#midi = midi;
    this.#plan = plan;
  }

  get name(): string {
    if (this.#openName === '') return this.#plan.name;
    return isByAddress(this.#plan.name) ? this.#openName : stableName(this.#openName);
  }

  get port(): Port {
    return { name: this.name, direction: 'out', kind: this.#plan.kind, connected: this.#output !== undefined };
  }

  /** Whole name of the port that is open; empty without one. */
  get openName(): string {
    return this.#openName;
  }

  /**
   * Opens or lets go; true when the port has just gone or come, or both under another number. Of those that fit it
   * takes one that is not taken by others, if there is one. Takes 1–4 ms when it opens.
   */
  update(names: readonly string[], taken: readonly string[] = []): boolean {
    if (this.#plan.kind === 'virtual') return this.#output === undefined && this.#open(this.#plan.name);
    if (this.#output && names.includes(this.#openName)) return false;
    const hasGone = this.#output !== undefined;
    this.close();
    const name = matchPort(this.#plan.name, names, taken) ?? matchPort(this.#plan.name, names);
    const hasCome = name !== undefined && this.#open(name);
    return hasGone || hasCome;
  }

  send(bytes: readonly number[]): void {
    this.#output?.sendMessage([...bytes]);
  }

  close(): void {
    this.#output?.destroy();
    this.#output = undefined;
    this.#openName = '';
  }

  #open(name: string): boolean {
    if (this.#plan.kind === 'virtual' && !this.#midi.virtualPorts) return false;
    const output = new this.#midi.library.Output();
    try {
      if (this.#plan.kind === 'virtual') output.openVirtualPort(name);
      else output.openPortByName(name);
    } catch {
      output.destroy(); // taken or going; it is tried again when the list of ports next changes
      return false;
    }
    if (this.#plan.kind === 'hardware' && !output.isPortOpen()) {
      output.destroy(); // gone again since it was listed; the next list tells
      return false;
    }
    this.#output = output;
    this.#openName = name;
    const { channel, program } = this.#plan;
    if (program !== null) this.send(programChange(channel, program));
    return true;
  }
}
