import { shuffle, type RandomSource } from '../../shared/random-source.js';
import type { StyleFeatures } from './style-features.js';

/** A passage whose composer is known. */
export interface StyleExample {
  readonly features: StyleFeatures;
  readonly composer: string;
  /** Passages of one work are all in the same part of a cross-validation. */
  readonly work: string;
}

/** Names composers of passages. */
export interface StyleClassifier {
  readonly composers: readonly string[];
  /** The probability of each composer, in the order of `composers`. */
  probabilities(features: StyleFeatures): readonly number[];
}

/** Chosen by cross-validation on the works of twelve composers: more passes or larger steps memorise works. */
const PASSES = 8;
const LEARNING_RATE = 0.1;
/** Biases learn more slowly. */
const BIAS_RATE = 0.1;
/** Weight decay. */
const DECAY = 1e-3;
/** Most passages of a composer in each pass … */
const PASSAGES_A_PASS = 80;
/** … and largest weight of a passage of a composer with fewer, so that all composers have nearly equal weight. */
const MOST_WEIGHT = 6;
/** Features that occur in fewer works identify the work, not the composer. */
const FEWEST_WORKS = 3;

/** A passage as indices of features and their values. */
interface Row {
  readonly places: Int32Array;
  readonly values: Float64Array;
}

/** A row and the index of its composer. */
interface Lesson {
  readonly row: Row;
  readonly composer: number;
}

const vocabulary = (examples: readonly StyleExample[]): ReadonlyMap<string, number> => {
  const works = new Map<string, Set<string>>();
  for (const { features, work } of examples) {
    for (const name of features.keys()) {
      const seen = works.get(name);
      if (seen) seen.add(work);
      else works.set(name, new Set([work]));
    }
  }
  const common = [...works].filter(([, seen]) => seen.size >= FEWEST_WORKS);
  return new Map(common.map(([name], i) => [name, i]));
};

const rowOf = (features: StyleFeatures, places: ReadonlyMap<string, number>): Row => {
  const known = [...features].flatMap(([name, value]) => {
    const place = places.get(name);
    return place === undefined ? [] : [[place, value] as const];
  });
  return {
    places: Int32Array.from(known, ([place]) => place),
    values: Float64Array.from(known, ([, value]) => value),
  };
};

const softmax = (logits: readonly number[]): number[] => {
  const top = Math.max(...logits);
  const weights = logits.map((logit) => Math.exp(logit - top));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight) => weight / total);
};

/** Multinomial logistic regression: one row of weights per composer, the bias last. */
class LogisticRegression {
  readonly #weights: readonly Float64Array[];

  constructor(composers: number, features: number) {
    this.#weights = Array.from({ length: composers }, () => new Float64Array(features + 1));
  }

  probabilities({ places, values }: Row): number[] {
    return softmax(
      this.#weights.map((weights) => {
        let sum = weights[weights.length - 1];
        for (let i = 0; i < places.length; i++) sum += weights[places[i]] * values[i];
        return sum;
      }),
    );
  }

  /** One step down the gradient of one passage's loss. */
  learn({ row, composer }: Lesson, step: number): void {
    this.probabilities(row).forEach((probability, c) => {
      const weights = this.#weights[c];
      const error = (c === composer ? 1 : 0) - probability;
      for (let i = 0; i < row.places.length; i++) {
        const place = row.places[i];
        weights[place] += step * (error * row.values[i] - DECAY * weights[place]);
      }
      weights[weights.length - 1] += BIAS_RATE * step * error;
    });
  }
}

/** The passages of one pass in random order, each with its weight. */
const onePass = (
  groups: readonly (readonly Lesson[])[],
  random: RandomSource,
): { readonly lesson: Lesson; readonly weight: number }[] =>
  shuffle(
    groups.flatMap((lessons) => {
      const weight = Math.min(MOST_WEIGHT, Math.max(1, PASSAGES_A_PASS / lessons.length));
      return shuffle([...lessons], random)
        .slice(0, PASSAGES_A_PASS)
        .map((lesson) => ({ lesson, weight }));
    }),
    random,
  );

/** A classifier trained on some examples; equal random sources give equal classifiers. */
export const learnStyles = (examples: readonly StyleExample[], random: RandomSource): StyleClassifier => {
  const composers = [...new Set(examples.map(({ composer }) => composer))].sort();
  const places = vocabulary(examples);
  const groups = composers.map((name, composer) =>
    examples
      .filter((example) => example.composer === name)
      .map(({ features }) => ({ composer, row: rowOf(features, places) })),
  );
  const regression = new LogisticRegression(composers.length, places.size);
  for (let pass = 0; pass < PASSES; pass++) {
    const rate = LEARNING_RATE * (1 - pass / PASSES);
    for (const { lesson, weight } of onePass(groups, random)) regression.learn(lesson, rate * weight);
  }
  return { composers, probabilities: (features) => regression.probabilities(rowOf(features, places)) };
};

/** The likeliest composer of a passage. */
export const namedComposer = (classifier: StyleClassifier, features: StyleFeatures): string => {
  const found = classifier.probabilities(features);
  return classifier.composers[found.indexOf(Math.max(...found))];
};
