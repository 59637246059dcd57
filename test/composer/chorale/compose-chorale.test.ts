import { describe, expect, it } from 'vitest';
import { composeChorale } from '../../../src/composer/chorale/compose-chorale.js';
import { encodeChorale } from '../../../src/encoding/chorale/chorale-encoding.js';
import { SILENCE_ID } from '../../../src/encoding/chorale/chorale-pitch.js';
import { choraleSchema } from '../../../src/encoding/chorale/chorale-schema.js';
import { seedRandom } from '../../../src/shared/random-source.js';
import type { Piece } from '../../../src/music/piece.js';
import { certainOf, FakeModel, indifferent, type Opinion } from '../fake-model.js';

const SIXTEENTH = 120;
const BARS = 8;
const oneBar = encodeChorale(Array.from({ length: 16 }, (_, step) => [72 + (step >> 3), 67, 60, 48]));

const compose = (opinion: Opinion, seed = 1, temperature = 1): Promise<Piece> =>
  composeChorale(
    {
      model: new FakeModel(choraleSchema, opinion),
      sampling: { temperature, topP: 1, topK: Infinity },
      random: seedRandom(seed),
    },
    { seed: oneBar, bars: BARS, bpm: 80, title: 'chorale' },
  );

/** Which sixteenths of a voice sound. */
const sounding = ({ tracks }: Piece): boolean[] =>
  Array.from({ length: BARS * 16 }, (_, step) =>
    tracks.some(({ notes }) =>
      notes.some(({ tick, durationTicks }) => tick <= step * SIXTEENTH && step * SIXTEENTH < tick + durationTicks),
    ),
  );

describe('composing a chorale', () => {
  it('hears the seed, then writes four voices in whole bars', async () => {
    const model = new FakeModel(choraleSchema, indifferent);
    const piece = await composeChorale(
      { model, sampling: { temperature: 1, topP: 1, topK: Infinity }, random: seedRandom(1) },
      { seed: oneBar, bars: 2, bpm: 80, title: '' },
    );
    expect(model.heard).toHaveLength(1 + 64 + 2 * 64);
    expect(model.heard.slice(0, 65).flatMap((row) => [...row])).toEqual([...oneBar.ids]);
    expect(piece.tracks.map(({ name }) => name)).toEqual(['Soprano', 'Alto', 'Tenor', 'Bass']);
    expect(Math.max(...piece.tracks.flatMap(({ notes }) => notes.map((n) => n.tick + n.durationTicks)))).toBe(2 * 1920);
  });

  it.each([
    ['no opinion', indifferent],
    ['only one pitch', certainOf({ pitch: [30] })],
    ['only silence', certainOf({ pitch: [SILENCE_ID] })],
    ['only the highest pitch', certainOf({ pitch: [51] })],
  ])('never falls silent nor stands still with a network of %s', async (_, opinion) => {
    for (const temperature of [0, 0.01, 1, 5]) {
      const piece = await compose(opinion, 3, temperature);
      expect(sounding(piece).every(Boolean)).toBe(true);
      const changes = [...new Set(piece.tracks.flatMap(({ notes }) => notes.map(({ tick }) => tick)))];
      const gaps = [...changes.sort((a, b) => a - b), BARS * 1920].map(
        (tick, i, all) => tick - (i > 0 ? all[i - 1] : 0),
      );
      expect(Math.max(...gaps)).toBeLessThanOrEqual(1920 + SIXTEENTH);
      for (const { notes } of piece.tracks) expect(new Set(notes.map(({ pitch }) => pitch)).size).toBeGreaterThan(1);
    }
  });

  it('keeps each voice in its range', async () => {
    const piece = await compose(indifferent);
    const ranges = piece.tracks.map(({ notes }) => notes.map(({ pitch }) => pitch));
    expect(Math.min(...ranges[0])).toBeGreaterThanOrEqual(57);
    expect(Math.max(...ranges[3])).toBeLessThanOrEqual(69);
  });

  it('gives the same chorale for the same seed', async () => {
    expect(await compose(indifferent, 4)).toEqual(await compose(indifferent, 4));
  });
});
