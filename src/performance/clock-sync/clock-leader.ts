import type { MidiMessage } from '../midi/midi-message.js';
import type { Source } from '../listening/source.js';
import { ClockFollower, type FollowerAction } from './clock-follower.js';

/** Messages with which a sequencer takes the lead. */
export type ClockMessage = Extract<MidiMessage, { kind: 'clock' | 'start' | 'continue' | 'stop' | 'song-position' }>;

/** Whose clock is followed, and whose are ignored. */
export interface ClockSources {
  readonly leader: Source | null;
  readonly ignored: readonly Source[];
}

/**
 * Follows one of several clocks: that of the source that sent Start or Continue, or before that the first to send
 * clocks. Another source takes over with Start or Continue, but not while the current one runs.
 */
export class ClockLeader {
  readonly #follower = new ClockFollower();
  #leader: Source | null = null;
  readonly #ignored = new Set<Source>();
  /** Song positions of the other sources, for a Continue that may follow. */
  readonly #positions = new Map<Source, number>();
  #told: ClockSources = { leader: null, ignored: [] };

  onMessage(message: ClockMessage, source: Source, atMs: number): readonly FollowerAction[] {
    switch (message.kind) {
      case 'clock':
        this.#leader ??= source;
        if (this.#leads(source)) return this.#follower.clock(atMs);
        return [];
      case 'start':
        if (this.#takesLead(source)) this.#follower.start();
        return [];
      case 'continue':
        this.#continue(source);
        return [];
      case 'stop':
        return this.#leads(source) ? this.#follower.stop() : [];
      case 'song-position':
        if (source === this.#leader) this.#follower.songPosition(message.sixteenths);
        else this.#positions.set(source, message.sixteenths);
        return [];
    }
  }

  /** A source has disconnected; if it led, the song stops. */
  gone(source: Source): readonly FollowerAction[] {
    this.#ignored.delete(source);
    this.#positions.delete(source);
    if (source !== this.#leader) return [];
    this.#leader = null;
    return this.#follower.isRunning ? this.#follower.stop() : [];
  }

  advance(nowMs: number): readonly FollowerAction[] {
    return this.#follower.advance(nowMs);
  }

  /** The program received nothing until now. */
  wake(nowMs: number): void {
    this.#follower.wake(nowMs);
  }

  /** The current leader, if it has changed since the last call. */
  takeChange(): ClockSources | undefined {
    const { leader, ignored } = this.#told;
    if (leader === this.#leader && ignored.length === this.#ignored.size) {
      if (ignored.every((source) => this.#ignored.has(source))) return undefined;
    }
    this.#told = { leader: this.#leader, ignored: [...this.#ignored] };
    return this.#told;
  }

  #leads(source: Source): boolean {
    if (source === this.#leader) return true;
    this.#ignored.add(source);
    return false;
  }

  #takesLead(source: Source): boolean {
    if (this.#follower.isRunning && !this.#leads(source)) return false;
    if (this.#leader !== null && source !== this.#leader) this.#ignored.add(this.#leader);
    this.#leader = source;
    this.#ignored.delete(source);
    return true;
  }

  #continue(source: Source): void {
    if (!this.#takesLead(source)) return;
    const position = this.#positions.get(source);
    if (position !== undefined) this.#follower.songPosition(position);
    this.#positions.delete(source);
    this.#follower.continue();
  }
}
