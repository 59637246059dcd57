import { blendText, isBlend, readBlend } from '../blend.js';

/** The composer control as two lists and a slider show it; of a larger blend the first two. */
export interface ComposerPair {
  readonly first: string;
  /** Null for no blend. */
  readonly second: string | null;
  /** The second's share, 1–99. */
  readonly percent: number;
}

/** Within these a share is to be heard. */
export const LEAST_PERCENT = 5;
export const MOST_PERCENT = 95;

/** The display of a composer; `composers` are all existing ones, some of which may have a plus in their name. */
export const pairOf = (composer: string, composers: readonly string[]): ComposerPair => {
  const parts = isBlend(composer) && !composers.includes(composer) ? readBlend(composer) : [];
  if (typeof parts === 'string' || parts.length < 2) return { first: composer, second: null, percent: 50 };
  return { first: parts[0].composer, second: parts[1].composer, percent: parts[1].percent };
};

/** The composer that a pair means. */
export const pairText = ({ first, second, percent }: ComposerPair): string =>
  second === null
    ? first
    : blendText([
        { composer: first, percent: 100 - percent },
        { composer: second, percent },
      ]);

/** Composers that can be blended with this one: the others of its family. */
export const partnersOf = (composer: string, families: readonly (readonly string[])[]): readonly string[] =>
  families.find((family) => family.includes(composer))?.filter((other) => other !== composer) ?? [];
