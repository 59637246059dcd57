import type { Register } from '../../protocol/controls.js';

/** Number of latest notes that determine the position of the player's hands. */
const MEMORY = 24;
const LOWEST = 28;
const HIGHEST = 103;
/** A register as wide as two hands reach without moving much. */
const WIDTH = 36;
/** A register must span an octave to be playable in. */
const NARROWEST = 11;

/** Position of the player's hands, and the free register. */
export class PlayerRange {
  #pitches: number[] = [];

  add(pitch: number): void {
    this.#pitches = [...this.#pitches.slice(1 - MEMORY), pitch];
  }

  /** The wider free side of the player's notes, ignoring the outermost eighth of them; null before any. */
  get freeRegister(): Register | null {
    if (this.#pitches.length === 0) return null;
    const sorted = [...this.#pitches].sort((a, b) => a - b);
    const outer = Math.floor(sorted.length / 8);
    const low = sorted[outer];
    const high = sorted[sorted.length - 1 - outer];
    if (low - LOWEST >= HIGHEST - high) {
      const highest = Math.max(low - 1, LOWEST + NARROWEST);
      return { lowest: Math.max(LOWEST, highest - WIDTH), highest };
    }
    const lowest = Math.min(high + 1, HIGHEST - NARROWEST);
    return { lowest, highest: Math.min(HIGHEST, lowest + WIDTH) };
  }
}
