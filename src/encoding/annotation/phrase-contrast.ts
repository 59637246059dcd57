import type { BarLine, Mode, PlanNote, PlanSlot } from '../plan/music-plan.js';
import type { Phrase } from './phrases.js';

/** Properties of a phrase as a whole. */
export interface PhraseCharacter {
  readonly density: number;
  readonly grid: number;
  readonly pitch: number;
  readonly barSteps: number;
  readonly tonic: number;
  readonly mode: Mode;
}

const mean = (values: readonly number[]): number =>
  values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;

/** The local key that lasts longest in some bars. */
const keyIn = (slots: readonly PlanSlot[]): { tonic: number; mode: Mode } => {
  const held = new Map<string, number>();
  let best = { tonic: 0, mode: 'major' as Mode, steps: 0 };
  for (const { tonic, mode, steps } of slots) {
    const total = (held.get(`${tonic} ${mode}`) ?? 0) + steps;
    held.set(`${tonic} ${mode}`, total);
    if (total > best.steps) best = { tonic, mode, steps: total };
  }
  return best;
};

interface Texture {
  readonly density: number;
  readonly grid: number;
}

export const phraseCharacter = (
  { first, last }: Phrase,
  bars: readonly BarLine[],
  textures: readonly Texture[],
  notesIn: readonly (readonly PlanNote[])[],
  slotsIn: readonly (readonly PlanSlot[])[],
): PhraseCharacter => ({
  density: mean(textures.slice(first, last + 1).map(({ density }) => density)),
  grid: mean(textures.slice(first, last + 1).map(({ grid }) => grid)),
  pitch: mean(notesIn.slice(first, last + 1).flatMap((notes) => notes.map(({ pitch }) => pitch))),
  barSteps: bars[last].steps,
  ...keyIn(slotsIn.slice(first, last + 1).flat()),
});

/** Phrases with at least this contrast are in different sections. */
const CLEAR_CONTRAST = 1;

/** Whether two neighbouring phrases differ clearly in key, metre, density, division of the beat or register. */
export const contrasts = (a: PhraseCharacter, b: PhraseCharacter): boolean => {
  const key = a.tonic === b.tonic && a.mode === b.mode ? 0 : 0.5;
  const metre = a.barSteps === b.barSteps ? 0 : 1;
  const texture = 0.25 * Math.abs(a.density - b.density) + 0.15 * Math.abs(a.grid - b.grid);
  return key + metre + texture + Math.abs(a.pitch - b.pitch) / 10 >= CLEAR_CONTRAST;
};
