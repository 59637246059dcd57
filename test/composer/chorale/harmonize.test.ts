import { describe, expect, it } from 'vitest';
import { harmonize } from '../../../src/composer/chorale/harmonize.js';
import { SILENCE } from '../../../src/encoding/chorale/chorale.js';
import { choralePitchIdOf } from '../../../src/encoding/chorale/chorale-pitch.js';
import { choraleSchema } from '../../../src/encoding/chorale/chorale-schema.js';
import type { EventModel, NetworkState } from '../../../src/model/sampling/event-model.js';
import { seedRandom } from '../../../src/shared/random-source.js';
import { FakeModel, indifferent } from '../fake-model.js';

const SIZE = choraleSchema[0].size;
const sampling = { temperature: 1, topP: 1, topK: Infinity };

/**
 * An imagined network that remembers the pitches it has heard. Its voices go G E C; its bass takes C or A equally; its
 * soprano then expects, 99 to 1, the note that belongs to that bass.
 */
class ForkedModel extends FakeModel {
  constructor() {
    super(choraleSchema, indifferent);
  }

  override async advance(row: Int32Array, state?: NetworkState): Promise<NetworkState> {
    const heard = [...(state?.contexts.heard ?? []), row[0]];
    return { memory: {}, contexts: { heard: Float32Array.from(heard) } };
  }

  override logits(state: NetworkState): Float32Array {
    const heard = [...state.contexts.heard].slice(1);
    const chances = new Map<number, number>();
    if (heard.length % 4 === 1) chances.set(67, 1);
    if (heard.length % 4 === 2) chances.set(60, 1);
    if (heard.length % 4 === 3) chances.set(48, 0.5).set(45, 0.5);
    if (heard.length % 4 === 0) {
      const onC = heard.at(-1) === choralePitchIdOf(48);
      chances.set(72, onC ? 0.99 : 0.01).set(69, onC ? 0.01 : 0.99);
    }
    const logits = new Float32Array(SIZE).fill(-30);
    for (const [pitch, chance] of chances) logits[choralePitchIdOf(pitch)] = Math.log(chance);
    return logits;
  }
}

const run = (model: EventModel, soprano: readonly number[], particles: number, seed: number) =>
  harmonize({ model, sampling, random: seedRandom(seed), particles }, soprano);

describe('harmonising a soprano', () => {
  it('keeps the soprano as given, rests too, and fills the three voices below', async () => {
    const soprano = [72, 72, 74, SILENCE, 76];
    const { chorale } = await run(new FakeModel(choraleSchema, indifferent), soprano, 3, 1);
    expect(chorale.map(([pitch]) => pitch)).toEqual(soprano);
    expect(chorale.every((step) => step.length === 4)).toBe(true);
  });

  it('tells the cost of every token, as the network sees it', async () => {
    const { natsPerToken } = await run(new FakeModel(choraleSchema, indifferent), [72, 72], 4, 1);
    expect(natsPerToken).toBeCloseTo(Math.log(SIZE), 5);
  });

  it('puts the bass where the melody goes next, which drawing step by step cannot know', async () => {
    const basses = async (particles: number): Promise<number> => {
      let right = 0;
      for (let seed = 0; seed < 40; seed++) {
        const { chorale } = await run(new ForkedModel(), [72, 69], particles, seed);
        if (chorale[0][3] === 45) right++;
      }
      return right / 40;
    };
    expect(await basses(1)).toBeLessThan(0.8);
    expect(await basses(16)).toBeGreaterThan(0.9);
  });

  it('gives the same for the same seed', async () => {
    const once = (): ReturnType<typeof run> => run(new FakeModel(choraleSchema, indifferent), [72, 74, 76], 4, 9);
    expect(await once()).toEqual(await once());
  });
});
