import type { Note } from '../../music/piece.js';
import type { Passage } from './passage.js';

/** How much of a passage has been heard in it before. */
export interface BarLikeness {
  /** Share of the bars with notes whose onsets and pitches are those of an earlier bar, 0–1. */
  readonly same: number;
  /** Share of the bars that are nearly an earlier one, in this or another key. */
  readonly alike: number;
}

/** From this share of common notes on two bars are alike. */
const ALIKE = 0.75;

/** A bar as pitches by onset, in ticks from its bar line. */
interface Bar {
  readonly pitchesAt: ReadonlyMap<number, readonly number[]>;
  readonly count: number;
  /** Equal for equal bars. */
  readonly text: string;
}

const barOf = (notes: readonly Note[], startTick: number): Bar => {
  const pitchesAt = new Map<number, number[]>();
  for (const { tick, pitch } of notes) {
    const at = tick - startTick;
    pitchesAt.set(at, [...(pitchesAt.get(at) ?? []), pitch]);
  }
  return { pitchesAt, count: notes.length, text: JSON.stringify([...pitchesAt]) };
};

/** Bars that hold notes, in order. */
const barsOf = ({ notes, bars, barTicks }: Passage): readonly Bar[] => {
  const notesOf: Note[][] = Array.from({ length: bars }, () => []);
  for (const note of notes) notesOf[Math.floor(note.tick / barTicks)].push(note);
  return notesOf.map((list, i) => barOf(list, i * barTicks)).filter(({ count }) => count > 0);
};

/** No transposition gives two bars more notes in common than their onsets have: a bound that is found quickly. */
const rhythmLikeness = (a: Bar, b: Bar): number => {
  let common = 0;
  for (const [tick, pitches] of a.pitchesAt) common += Math.min(pitches.length, b.pitchesAt.get(tick)?.length ?? 0);
  return (2 * common) / (a.count + b.count);
};

/** The share of notes that two bars have in common after the transposition that makes them most alike, 0–1. */
const likeness = (a: Bar, b: Bar): number => {
  const commonAt = new Map<number, number>();
  for (const [tick, pitches] of a.pitchesAt) {
    for (const other of b.pitchesAt.get(tick) ?? []) {
      for (const pitch of pitches) commonAt.set(other - pitch, (commonAt.get(other - pitch) ?? 0) + 1);
    }
  }
  return (2 * Math.max(0, ...commonAt.values())) / (a.count + b.count);
};

/** Bars of fewer notes are too easily alike. */
const FEWEST_NOTES = 3;

/** The self-similarity of a passage, bar by bar. The first bar counts, though it can repeat nothing. */
export const barLikeness = (passage: Passage): BarLikeness => {
  const bars = barsOf(passage);
  if (bars.length === 0) return { same: 0, alike: 0 };
  const texts = new Set<string>();
  let same = 0;
  let alike = 0;
  bars.forEach((bar, i) => {
    const isSame = texts.has(bar.text);
    texts.add(bar.text);
    if (isSame) same++;
    const known = (): boolean =>
      bar.count >= FEWEST_NOTES &&
      bars.slice(0, i).some((other) => rhythmLikeness(other, bar) >= ALIKE && likeness(other, bar) >= ALIKE);
    if (isSame || known()) alike++;
  });
  return { same: same / bars.length, alike: alike / bars.length };
};
