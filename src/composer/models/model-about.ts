import type { ModelCard } from '../../model/checkpoint/model-card.js';
import type { StoredModel } from '../../model/checkpoint/model-names.js';
import type { Meter } from '../../music/meter.js';
import { liveTempo } from '../primer.js';

/** What there is to know about a playable model before it is loaded. */
export interface ModelAbout {
  /** Name of the model that plays: its own, or that of the model of several composers. */
  readonly model: string;
  /** Notes that it was trained on, of this composer alone; null where that is unknown, or no notes were counted. */
  readonly notes: number | null;
  /** Its training was cut short, and can be continued. */
  readonly isUnfinished: boolean;
  /** The composer's usual tempo and metre; null where no music of theirs is kept. */
  readonly usual: { readonly tempo: number; readonly meter: Meter } | null;
}

/** The one in the middle. */
const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];

/** The most frequent; of several, the first. */
const mostFrequent = <T>(items: readonly T[], keyOf: (item: T) => string): T => {
  const counts = new Map<string, number>();
  for (const item of items) counts.set(keyOf(item), (counts.get(keyOf(item)) ?? 0) + 1);
  return items.reduce((best, item) =>
    (counts.get(keyOf(item)) ?? 0) > (counts.get(keyOf(best)) ?? 0) ? item : best,
  );
};

const usualOf = ({ excerpts }: ModelCard, composer: string | null): ModelAbout['usual'] => {
  const own = composer === null ? excerpts : excerpts.filter((excerpt) => excerpt.composer === composer);
  if (own.length === 0) return null;
  const { numerator, denominator } = mostFrequent(own, (excerpt) => `${excerpt.numerator}/${excerpt.denominator}`);
  return { tempo: Math.round(liveTempo(median(own.map(({ bpm }) => bpm)))), meter: { numerator, denominator } };
};

const notesOf = ({ training: { notes, notesByComposer } }: ModelCard, composer: string | null): number | null =>
  composer === null ? notes : (notesByComposer?.[composer] ?? null);

/** What a model's card tells about one of its composers, or about the model itself. */
export const aboutModel = (stored: StoredModel, card: ModelCard, composer: string | null): ModelAbout => ({
  model: stored.name,
  notes: notesOf(card, composer),
  isUnfinished: stored.isUnfinished ?? false,
  usual: usualOf(card, composer),
});
