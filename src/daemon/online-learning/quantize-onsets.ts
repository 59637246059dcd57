import { PPQ, type Note } from '../../music/piece.js';

/** Divisions of a beat; finer ones must fit better. */
const DIVISIONS = [1, 2, 3, 4, 6, 8];
/** Cost of one more division, as a mean distance in ticks. */
const COST_OF_PART = 3;

const distance = (tick: number, part: number): number => Math.abs(tick - Math.round(tick / part) * part);

const partFor = (ticks: readonly number[]): number => {
  const cost = (parts: number): number =>
    COST_OF_PART * parts + ticks.reduce((sum, tick) => sum + distance(tick, PPQ / parts), 0) / ticks.length;
  const best = DIVISIONS.reduce((best, parts) => (cost(parts) < cost(best) ? parts : best));
  return PPQ / best;
};

/**
 * Quantizes notes: each beat's onsets move to the coarsest division that they are close to. Training music is on the
 * grid and players are not, so training on raw onsets would teach uneven timing.
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
