import { NO_CHORD } from '../plan/chord-vocabulary.js';

/** Weight of a neighbouring span's evidence when choosing candidate chords. */
const REACH = 0.7;
/** Candidate chords in a span: the best by its own notes, then the best by the notes around it. */
const OWN = 4;
export const MOST_CANDIDATES = 10;

/** Marks the best chords that are not yet among the chosen, until there are `count`. */
const choose = (scores: Float64Array, chosen: number[], count: number): void => {
  while (chosen.length < count) {
    let top = -1;
    for (let chord = 0; chord < NO_CHORD; chord++) {
      if ((top < 0 || scores[chord] > scores[top]) && !chosen.includes(chord)) top = chord;
    }
    chosen.push(top);
  }
};

/** Adds the evidence of the span before, then of the one after, fading by distance, to every span's own. */
const spread = (scores: readonly Float64Array[]): Float64Array[] => {
  const around = scores.map((own) => own.slice());
  for (let i = 1; i < around.length; i++) {
    for (let chord = 0; chord < NO_CHORD; chord++) around[i][chord] += REACH * around[i - 1][chord];
  }
  const after = new Float64Array(NO_CHORD);
  for (let i = around.length - 1; i >= 0; i--) {
    for (let chord = 0; chord < NO_CHORD; chord++) {
      const later = REACH * after[chord];
      around[i][chord] += later;
      after[chord] = scores[i][chord] + later;
    }
  }
  return around;
};

/** The chords worth looking at in every span, so that the search need not try them all. */
export const chordCandidates = (scores: readonly Float64Array[]): Int32Array[] => {
  const around = spread(scores);
  return scores.map((own, i) => {
    const chosen: number[] = [];
    choose(own, chosen, OWN);
    choose(around[i], chosen, MOST_CANDIDATES);
    return Int32Array.from(chosen);
  });
};
