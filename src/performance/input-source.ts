import type { Port } from '../protocol/live-event.js';

/** An input that is wanted. */
export interface SourcePlan {
  /** Name of a port of the daemon's own to open, or what tells another's: part of its name, or its address. */
  readonly name: string;
  readonly kind: Port['kind'];
}

/** A plan and the number by which the performance knows its messages. */
export interface NumberedSource extends SourcePlan {
  readonly number: number;
}

/** What an input source is told when it is opened, and whom it tells. */
export interface InputContext {
  /** Whether MIDI clock is followed, so that its bytes are let in. */
  readonly wantsClock: boolean;
  /** Names of the daemon's own virtual ports, which are not to be listened to. */
  readonly ownPorts: readonly string[];
  /**
   * A MIDI message (status first, without system exclusive) as it comes in, from the source of that number. No bytes
   * at all: whoever played has gone, and may have held keys.
   */
  readonly onMessage: (source: number, bytes: readonly number[]) => void;
  /** Whole names of the system's MIDI outputs, where it has any and whenever they change. */
  readonly onOutputNames: (names: readonly string[]) => void;
}

/**
 * Where players' notes come from: the inputs of one kind, such as MIDI ports. They are opened when they are there, let
 * go of when they have gone, and opened again when they are back; a cable that is out is never an error.
 */
export interface InputSource {
  /** As they are shown, connected or not. */
  readonly ports: readonly Port[];
  /** Looks what has come or gone; true where something has. Called every half second, at first before anything. */
  poll(): boolean;
  close(): void;
}
