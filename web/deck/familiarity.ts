/** How well a model knows a composer, from 0 to MOST_FAMILIAR, and in words. */
export interface Familiarity {
  readonly level: number;
  readonly text: string;
}

/** From this many notes of training on, and what it comes to: a sonata movement has about two thousand. */
const levels: readonly (readonly [notes: number, text: string])[] = [
  [100_000, 'known very well'],
  [25_000, 'known well'],
  [8000, 'known a little'],
  [1, 'hardly known'],
];

export const MOST_FAMILIAR = levels.length;

/** By the notes of this composer's music that the model learned from; null where it does not say. */
export const familiarityOf = (notes: number | null): Familiarity => {
  const at = levels.findIndex(([least]) => (notes ?? 0) >= least);
  return at < 0 ? { level: 0, text: '' } : { level: MOST_FAMILIAR - at, text: levels[at][1] };
};
