/** What is done with a person's keys and knobs; velocity 0 lets go. */
export interface KeyListener {
  readonly key: (pitch: number, velocity: number) => void;
  readonly pedal: (down: boolean) => void;
  readonly knob: (channel: number, controller: number, value: number) => void;
}

/** The user's keys from all inputs: each sounds once, and is released when its last input releases it. */
export class Keys {
  readonly #listener: KeyListener;
  readonly #held = new Map<number, Set<string>>();

  constructor(listener: KeyListener) {
    this.#listener = listener;
  }

  /** `way` says by what it is held: a pointer, a letter, a MIDI input. */
  press(pitch: number, velocity: number, way: string): void {
    const ways = this.#held.get(pitch);
    if (ways) {
      ways.add(way);
      return;
    }
    this.#held.set(pitch, new Set([way]));
    this.#listener.key(pitch, velocity);
  }

  release(pitch: number, way: string): void {
    const ways = this.#held.get(pitch);
    if (!ways?.delete(way) || ways.size > 0) return;
    this.#held.delete(pitch);
    this.#listener.key(pitch, 0);
  }

  pedal(down: boolean): void {
    this.#listener.pedal(down);
  }

  knob(channel: number, controller: number, value: number): void {
    this.#listener.knob(channel, controller, value);
  }

  /** Lets go of all that is held in a way: its input has vanished, or the page lost the keyboard. */
  releaseWays(isMeant: (way: string) => boolean): void {
    for (const [pitch, ways] of this.#held) {
      for (const way of [...ways].filter(isMeant)) this.release(pitch, way);
    }
  }
}
