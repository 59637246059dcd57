import type { HeardEvent } from '../../performance/composer.js';
import { sixteenthOfTick } from './sixteenths.js';

/** After two bars without a new note the melody is over. */
const LONGEST_SIXTEENTHS = 32;
/** Number of notes remembered: more than fit in the bars that can be revised. */
const REMEMBERED = 256;

interface PlayedNote {
  readonly id: number;
  /** First sixteenth and end; Infinity while the key is down. */
  readonly from: number;
  readonly to: number;
  readonly pitch: number;
  readonly velocity: number;
}

/** The player's top line in sixteenths. */
export class SopranoPart {
  #notes: readonly PlayedNote[] = [];

  /** Adds what was heard; returns the first sixteenth with a new note, Infinity for none. */
  ingest(heard: readonly HeardEvent[]): number {
    let changed = Infinity;
    for (const event of heard) {
      if (event.kind === 'pedal') continue;
      const { id, tick, pitch, velocity, durationTicks } = event;
      const from = sixteenthOfTick(tick);
      const to = durationTicks === null ? Infinity : sixteenthOfTick(tick + durationTicks);
      const isKnown = this.#notes.some((note) => note.id === id);
      if (!isKnown) changed = Math.min(changed, from);
      const others = this.#notes.filter((note) => note.id !== id);
      this.#notes = [...others, { id, from, to, pitch, velocity }].sort((a, b) => a.from - b.from).slice(-REMEMBERED);
    }
    return changed;
  }

  /** The top note in a sixteenth; in gaps the note before, until the melody is over, then undefined. */
  at(sixteenth: number): { readonly pitch: number; readonly velocity: number } | undefined {
    const begun = this.#notes.filter(({ from }) => from <= sixteenth);
    const latest = begun.at(-1);
    if (!latest || sixteenth - latest.from >= LONGEST_SIXTEENTHS) return undefined;
    const down = begun.filter(({ to }) => to > sixteenth);
    const candidates = down.length > 0 ? down : begun.filter(({ from }) => from === latest.from);
    return candidates.reduce((top, note) => (note.pitch > top.pitch ? note : top));
  }

  /** Pitches of the latest few notes. */
  get latestPitches(): readonly number[] {
    return this.#notes.slice(-8).map(({ pitch }) => pitch);
  }
}
