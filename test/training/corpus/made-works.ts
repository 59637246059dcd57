import type { EventSchema, EventSequence } from '../../../src/model/event-schema.js';
import type { EncodedWork } from '../../../src/training/corpus/encoded-work.js';

/** Two fields: what sounded (0–99; 99 stands for a pedal event) and how long (0–9). */
export const toySchema: EventSchema = [
  { name: 'what', size: 100, role: 'predicted' },
  { name: 'duration', size: 10, role: 'predicted' },
];

export const isToyNote = (ids: Int32Array, offset: number): boolean => ids[offset] < 99;

/** A start row, then one row per value of `whats`; durations count up, so that a mix-up shows. */
export const toySequence = (whats: readonly number[]): EventSequence => {
  const rows = [[100, 10], ...whats.map((what, i) => [what, i % 10])];
  return { length: rows.length, ids: Int32Array.from(rows.flat()) };
};

/** A work of `noteCount` notes whose fingerprint is `grams`. */
export const madeWork = (name: string, noteCount: number, grams: readonly number[] = []): EncodedWork => ({
  name,
  composer: name.includes('/') ? name.slice(0, name.indexOf('/')) : '',
  title: '',
  contentHash: `hash of ${name}`,
  noteCount,
  baseBpm: 120,
  sequence: toySequence([]),
  fingerprint: Uint32Array.from(grams),
});
