import type { Port } from '../protocol/live-event.js';
import type { MidiOutput } from './midi-output.js';

/** An output that is wanted. */
export interface DestinationPlan {
  /** Name of a port of the daemon's own to open, or what tells another's: part of its name, or its address. */
  readonly name: string;
  readonly kind: Port['kind'];
  /** 0–15. */
  readonly channel: number;
  /** General MIDI program that is sent whenever it opens; null sends none. */
  readonly program: number | null;
}

/** One output that is wanted. What is sent while it is not connected is lost. */
export interface OutputDestination extends MidiOutput {
  readonly port: Port;
}

/** The outputs of one kind, such as MIDI ports, as they come and go. */
export interface OutputGroup {
  /** One for each plan, in their order. */
  readonly destinations: readonly OutputDestination[];
  /**
   * Opens what is there and lets go of what has gone; those of which this is true, or both. `midiPorts` are the whole
   * names of the system's MIDI outputs. On the thread that plays: it must take no longer than opening a MIDI port,
   * some 4 ms.
   */
  update(midiPorts: readonly string[]): readonly OutputDestination[];
  close(): void;
}
