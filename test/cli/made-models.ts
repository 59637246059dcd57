import type { BloomFilter } from '../../src/model/checkpoint/bloom-filter.js';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { choraleSchema } from '../../src/encoding/chorale/chorale-schema.js';
import { pianoSchema } from '../../src/encoding/piano/piano-schema.js';
import { encodeCheckpoint } from '../../src/model/checkpoint/checkpoint.js';
import type { Excerpt, ModelCard } from '../../src/model/checkpoint/model-card.js';
import type { EventSchema } from '../../src/model/event-schema.js';
import { initialiseWeights } from '../../src/model/networks/parameters.js';
import { scaleSeed } from '../composer/seeds.js';

const excerpt = (source: string, bpm: number): Excerpt => ({
  source,
  composer: 'Chopin',
  bpm,
  numerator: 4,
  denominator: 4,
  ids: [...scaleSeed().ids],
});

const cardOf = (name: string, encoding: string, schema: EventSchema): ModelCard => ({
  format: 'music-lstm-daemon/1',
  name,
  encoding,
  network: { kind: 'lstm', schema: [...schema], embedding: 4, units: 8, layers: 1, headUnits: 4 },
  composers: [name],
  hearsPlayer: false,
  training: {
    works: 12,
    notes: 3456,
    passes: 7,
    seconds: 8,
    seed: 9,
    engine: 'none',
    provenance: 'made up\nin a test',
  },
  validation: { count: 789, nats: 5.5, fields: { wait: 1.25, what: 2.75 } },
  excerpts: [],
});

/** A small network that has learned nothing, with two excerpts to go on from. */
export const pianoCard = (name: string): ModelCard => ({
  ...cardOf(name, 'piano-events/1', pianoSchema),
  excerpts: [excerpt('prelude.mid', 72), excerpt('waltz.mid', 72)],
});

/** The same with a Transformer. */
export const attendingCard = (name: string): ModelCard => {
  const card = pianoCard(name);
  return { ...card, network: { ...card.network, kind: 'transformer', heads: 2, context: 3 } };
};

/** The same for chorales; it has nothing to go on from. */
export const choraleCard = (name: string): ModelCard => cardOf(name, 'chorale-tokens/2', choraleSchema);

/** Writes a model into a folder; weights are multiplied by `scale`. */
export const writeModel = async (
  folder: string,
  card: ModelCard,
  scale = 1,
  grams: readonly BloomFilter[] = [],
): Promise<void> => {
  const weights = new Map(
    [...initialiseWeights(card.network, 1)].map(([name, values]) => [name, values.map((value) => value * scale)]),
  );
  await mkdir(folder, { recursive: true });
  await writeFile(path.join(folder, `${card.name}.safetensors`), encodeCheckpoint({ card, weights, grams }, 'F32'));
};
