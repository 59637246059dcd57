import type { Input } from '@julusian/midi/lazy';
import type { SourcePlan } from '../../performance/input-source.js';
import type { Port } from '../../protocol/live-event.js';
import type { AvailableMidi } from './midi-library.js';
import { withoutSystemExclusive } from './midi-resets.js';
import { isByAddress, matchPort, stableName } from './port-names.js';

/** One MIDI input that is wanted: opened when it is there, let go when it has gone, opened again when it is back. */
export class MidiSource {
  readonly #midi: AvailableMidi;
  readonly #plan: SourcePlan;
  readonly #wantsClock: boolean;
  /** Without bytes: the port has gone. */
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
    return { name: this.#name, direction: 'in', kind: this.#plan.kind, connected: this.#input !== undefined };
  }

  get plan(): SourcePlan {
    return this.#plan;
  }

  /** Whole name of the port that is open; empty without one. */
  get openName(): string {
    return this.#openName;
  }

  /** Opens or lets go; true when the port has just gone or come, or both. `taken` are ports that others have open. */
  update(names: readonly string[], taken: readonly string[] = []): boolean {
    if (this.#plan.kind === 'virtual') return this.#input === undefined && this.#open(this.#plan.name);
    if (this.#input && names.includes(this.#openName)) return false;
    const hasGone = this.#input !== undefined;
    if (hasGone) this.releaseAll();
    this.close();
    const name = matchPort(this.#plan.name, names, taken);
    const hasCome = name !== undefined && this.#open(name);
    return hasGone || hasCome;
  }

  /** Whoever played has gone: what they held is let go of. */
  releaseAll(): void {
    this.#onMessage([]);
  }

  close(): void {
    this.#input?.destroy();
    this.#input = undefined;
    this.#openName = '';
  }

  get #name(): string {
    if (this.#openName === '') return this.#plan.name;
    return isByAddress(this.#plan.name) ? this.#openName : stableName(this.#openName);
  }

  #open(name: string): boolean {
    if (this.#plan.kind === 'virtual' && !this.#midi.virtualPorts) return false;
    const input = new this.#midi.library.Input();
    // active sensing is dropped, and timing where no clock is followed; system exclusive may hold a reset
    input.ignoreTypes(false, !this.#wantsClock, true);
    input.on('message', (_deltaSeconds, bytes) => {
      const message = withoutSystemExclusive(bytes);
      if (message) this.#onMessage(message);
    });
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
