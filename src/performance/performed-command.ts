import type { Command } from '../protocol/command.js';
import type { Source } from './listening/source.js';
import { parseMidi, type MidiMessage } from './midi/midi-message.js';

/** Commands handled by the performance. */
export type PerformedCommand =
  | Extract<
      Command,
      { kind: 'set' | 'ramp' | 'tap' | 'transport' | 'panic' | 'end' | 'key' | 'pedal' | 'knob' | 'like' }
    >
  /** Switches to this edition of the model at the next bar line. */
  | { readonly kind: 'edition'; readonly edition: number }
  /** A source of keys has disconnected: one client or input, or all inputs at once. */
  | { readonly kind: 'gone'; readonly source: Source | 'all inputs' };

/** A client's own keyboard plays on this channel. */
const CLIENT_CHANNEL = 0;

/** What a command plays, as if it had come from a MIDI input. */
export const messageOf = (command: Extract<Command, { kind: 'key' | 'pedal' | 'knob' }>): MidiMessage => {
  switch (command.kind) {
    case 'key':
      return parseMidi([0x90 | CLIENT_CHANNEL, command.pitch, command.velocity]);
    case 'pedal':
      return parseMidi([0xb0 | CLIENT_CHANNEL, 64, command.down ? 127 : 0]);
    case 'knob':
      return { ...command, kind: 'control' };
  }
};
