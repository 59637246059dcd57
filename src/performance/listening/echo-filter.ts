import type { Clock } from '../clock.js';
import type { MidiOutput } from '../midi-output.js';
import type { MidiMessage } from '../midi/midi-message.js';
import { parseMidi } from '../midi/midi-message.js';

/** Own output that comes back within this time is an echo; a person who repeats a note needs longer. */
const ECHO_MS = 40;
/** Most messages remembered: more than any instrument plays within that time. */
const MOST_SENT = 512;

const keyOf = (message: MidiMessage): string | undefined => {
  switch (message.kind) {
    case 'note-on':
      return `on ${message.pitch}`;
    case 'note-off':
      return `off ${message.pitch}`;
    case 'control':
      return `control ${message.controller} ${message.value}`;
    case 'bend':
      return `bend ${message.value}`;
    case 'reset':
    case 'clock':
    case 'start':
    case 'continue':
    case 'stop':
    case 'song-position':
    case 'other':
      return undefined;
  }
};

/**
 * Filters the daemon's own notes when a DAW or a cable sends them back to its input: each message sent accounts for one
 * received within 40 ms, on any channel and with any velocity.
 */
export class EchoFilter {
  readonly #sent: { readonly key: string; readonly atMs: number }[] = [];

  /** Adds an output whose messages are tracked. */
  over(output: MidiOutput, clock: Clock): MidiOutput {
    const send = (bytes: readonly number[]): void => {
      this.sent(bytes, clock.nowMs());
      output.send(bytes);
    };
    return { name: output.name, send };
  }

  /** Notes what goes out. */
  sent(bytes: readonly number[], atMs: number): void {
    const key = keyOf(parseMidi(bytes));
    if (key === undefined) return;
    if (this.#sent.length >= MOST_SENT) this.#sent.shift();
    this.#sent.push({ key, atMs });
  }

  /** Whether an incoming message is an echo. Each sent message is matched once. */
  isEcho(message: MidiMessage, atMs: number): boolean {
    while (this.#sent.length > 0 && this.#sent[0].atMs < atMs - ECHO_MS) this.#sent.shift();
    const key = keyOf(message);
    const at = this.#sent.findIndex((sent) => sent.key === key && sent.atMs <= atMs);
    if (key === undefined || at < 0) return false;
    this.#sent.splice(at, 1);
    return true;
  }
}
