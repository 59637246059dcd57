import { KEY_COUNT, keyMode, keyTonic } from './key-model.js';
import type { Mode, PlanSlot } from '../plan/music-plan.js';
import { NO_CHORD, chordRoot } from '../plan/chord-vocabulary.js';

/** Weight of the last and of the first chord's key, as shares of the piece's length. */
const LAST = 0.5;
const FIRST = 0.2;

/** The key of a whole piece: the local key that lasts longest, with extra weight for the first and last key. */
export const pieceKey = (slots: readonly PlanSlot[]): { readonly tonic: number; readonly mode: Mode } => {
  const sounding = slots.filter(({ chord }) => chord !== NO_CHORD);
  const held = new Float64Array(KEY_COUNT);
  const keyOf = ({ tonic, mode }: PlanSlot): number => tonic + (mode === 'minor' ? 12 : 0);
  for (const slot of sounding) held[keyOf(slot)] += slot.steps;
  const total = held.reduce((sum, steps) => sum + steps, 0);
  const last = sounding.at(-1);
  if (last && chordRoot(last.chord) === last.tonic) held[keyOf(last)] += LAST * total;
  if (sounding.length > 0) held[keyOf(sounding[0])] += FIRST * total;
  const key = held.reduce((best, steps, i) => (steps > held[best] ? i : best), 0);
  return { tonic: keyTonic(key), mode: keyMode(key) };
};
