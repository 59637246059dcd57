/** Somewhere MIDI messages go: a port, several, or none. */
export interface MidiOutput {
  /** Name as shown to the user. */
  readonly name: string;
  /**
   * Sends one whole message (1–3 bytes, status first) at once. Never throws and never waits: a disconnected port
   * ignores it.
   */
  send(bytes: readonly number[]): void;
}
