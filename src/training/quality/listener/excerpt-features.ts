import type { Excerpt } from './excerpt.js';
import { expressionFeatures } from './expression-features.js';
import { formFeatures } from './form-features.js';
import { harmonyFeatures } from './harmony-features.js';
import { melodyFeatures } from './melody-features.js';
import { rhythmFeatures } from './rhythm-features.js';
import { viewScore, type Features } from './score-view.js';

/** What the classifier sees: the notes as written, or also the expression. */
export type Hearing = 'notes' | 'expression';

/** The figures of an excerpt with at least two onsets, the same names in the same order for all. */
export const excerptFeatures = (excerpt: Excerpt): Readonly<Record<Hearing, Features>> => {
  const view = viewScore(excerpt);
  return {
    notes: { ...harmonyFeatures(view), ...melodyFeatures(view), ...rhythmFeatures(view), ...formFeatures(view) },
    expression: expressionFeatures(view, excerpt),
  };
};

/** Features of an excerpt, by name. */
export const listenedFeatures = (features: ReturnType<typeof excerptFeatures>, hearing: Hearing): Features =>
  hearing === 'notes' ? features.notes : { ...features.notes, ...features.expression };

/** The same as numbers, in the order of the names. */
export const listenedRow = (features: ReturnType<typeof excerptFeatures>, hearing: Hearing): Float64Array =>
  Float64Array.from(Object.values(listenedFeatures(features, hearing)));
