import { PPQ, type Note } from '../../music/piece.js';

/** Parts of a beat that people play in; finer ones must fit so much better. */
const DIVISIONS = [1, 2, 3, 4, 6, 8];
/** What one more part costs, as a mean distance in ticks. */
const COST_OF_PART = 3;

const distance = (tick: number, part: number): number => Math.abs(tick - Math.round(tick / part) * part);

const partFor = (ticks: readonly number[]): number => {
  const cost = (parts: number): number =>
    COST_OF_PART * parts + ticks.reduce((sum, tick) => sum + distance(tick, PPQ / parts), 0) / ticks.length;
  const best = DIVISIONS.reduce((best, parts) => (cost(parts) < cost(best) ? parts : best));
  return PPQ / best;
};

/**
 * Notes as they were meant: each beat's onsets on the coarsest even parts of the beat that they lie near to. No
 * pianist plays on the grid and all written music lies on it, so that a network which learned the notes as they were
 * struck would learn to stumble.
 */
export const quantizeOnsets = (notes: readonly Note[]): Note[] => {
  const beats = new Map<number, Note[]>();
  for (const note of notes) {
    const beat = Math.round(note.tick / PPQ - 0.45); // just before a beat is on it
    beats.set(beat, [...(beats.get(beat) ?? []), note]);
  }
  const straight = [...beats.values()].flatMap((inBeat) => {
    const part = partFor(inBeat.map(({ tick }) => tick));
    return inBeat.map((note) => ({ ...note, tick: Math.max(0, Math.round(note.tick / part) * part) }));
  });
  return straight.sort((a, b) => a.tick - b.tick || a.pitch - b.pitch);
};
