import type { CommandOf } from '../protocol/command.js';
import type { PerformanceCommandKind } from '../protocol/commands.js';
import type { Source } from './listening/source.js';
import { parseMidi, type MidiMessage } from './midi/midi-message.js';

type PerformedCommands = { readonly [Kind in PerformanceCommandKind]: CommandOf<Kind> } & {
  /** From the next bar line on the composer's network plays in this edition. */
  readonly edition: { readonly kind: 'edition'; readonly edition: number };
  /** Whoever sent keys has gone: one client or input, or all inputs at once. */
  readonly gone: { readonly kind: 'gone'; readonly source: Source | 'all inputs' };
};

export type PerformedKind = keyof PerformedCommands;

/** Commands of some kinds that are the performance's own; distributes, as CommandOf does. */
export type PerformedCommandOf<Kind extends PerformedKind> = {
  [Each in Kind]: { readonly kind: Each } & PerformedCommands[Each];
}[Kind];

export type PerformedCommand = PerformedCommandOf<PerformedKind>;

/** When a command was given and when it is carried out, ms of the clock, and who holds the keys that it strikes. */
export interface CommandMoment {
  readonly source: Source;
  readonly atMs: number;
  readonly nowMs: number;
}

/** What is done for each kind of command. */
export type CommandHandlers = {
  readonly [Kind in PerformedKind]: (command: PerformedCommandOf<Kind>, moment: CommandMoment) => void;
};

/** A client's own keyboard plays on this channel. */
const CLIENT_CHANNEL = 0;

/** What a command plays, as if it had come from a MIDI input. */
export const messageOf = (command: CommandOf<'key' | 'pedal' | 'knob'>): MidiMessage => {
  switch (command.kind) {
    case 'key':
      return parseMidi([0x90 | CLIENT_CHANNEL, command.pitch, command.velocity]);
    case 'pedal':
      return parseMidi([0xb0 | CLIENT_CHANNEL, 64, command.down ? 127 : 0]);
    case 'knob':
      return { ...command, kind: 'control' };
  }
};
