/** Somewhere MIDI messages go: a port, several, or none. */
export interface MidiOutput {
  /** As the user knows it. */
  readonly name: string;
  /**
   * Sends one whole message (1–3 bytes, status first) at once. Never throws and never waits: a port that has gone
   * swallows it.
   */
  send(bytes: readonly number[]): void;
}
