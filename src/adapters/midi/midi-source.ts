import type { Input } from '@julusian/midi/lazy';
import type { Port } from '../../protocol/live-event.js';
import type { AvailableMidi } from './midi-library.js';
import { matchPort, stableName } from './port-names.js';

/** Which input to keep open. */
export interface SourcePlan {
  readonly name: string;
  readonly kind: 'virtual' | 'hardware';
}

/** One MIDI input that is wanted: opened when it is there, let go when it has gone, opened again when it is back. */
export class MidiSource {
  readonly #midi: AvailableMidi;
  readonly #plan: SourcePlan;
  readonly #wantsClock: boolean;
  readonly #onMessage: (bytes: readonly number[]) => void;
  #input: Input | undefined;
  #openName = '';

  constructor(
    midi: AvailableMidi,
    plan: SourcePlan,
    wantsClock: boolean,
    onMessage: (bytes: readonly number[]) => void,
  ) {
    this.#midi = midi;
    this.#plan = plan;
    this.#wantsClock = wantsClock;
    this.#onMessage = onMessage;
  }

  get port(): Port {
    const name = this.#openName === '' ? this.#plan.name : stableName(this.#openName);
    return { name, direction: 'in', kind: this.#plan.kind, connected: this.#input !== undefined };
  }

  /** Opens or lets go; true when the port has just gone or come, or both under another number. */
  update(names: readonly string[]): boolean {
    if (this.#plan.kind === 'virtual') return this.#input === undefined && this.#open(this.#plan.name);
    if (this.#input && names.includes(this.#openName)) return false;
    const hasGone = this.#input !== undefined;
    this.close();
    const name = matchPort(this.#plan.name, names);
    const hasCome = name !== undefined && this.#open(name);
    return hasGone || hasCome;
  }

  close(): void {
    this.#input?.destroy();
    this.#input = undefined;
    this.#openName = '';
  }

  #open(name: string): boolean {
    if (this.#plan.kind === 'virtual' && !this.#midi.virtualPorts) return false;
    const input = new this.#midi.library.Input();
    // system exclusive, timing and active sensing are dropped; timing only where no clock is followed
    input.ignoreTypes(true, !this.#wantsClock, true);
    input.on('message', (_deltaSeconds, bytes) => this.#onMessage(bytes));
    try {
      if (this.#plan.kind === 'virtual') input.openVirtualPort(name);
      else input.openPortByName(name);
    } catch {
      input.destroy(); // taken or going; it is tried again at the next look
      return false;
    }
    if (this.#plan.kind === 'hardware' && !input.isPortOpen()) {
      input.destroy(); // gone again since it was listed; the next list tells
      return false;
    }
    this.#input = input;
    this.#openName = name;
    return true;
  }
}
