import { describe, expect, it } from 'vitest';
import { composePiano, type PianoRequest } from '../../../src/composer/piano/compose-piano.js';
import { pianoConstraints } from '../../../src/composer/piano/constraints.js';
import { NonFiniteLogitsError, namingModel } from '../../../src/composer/models/non-finite-logits.js';
import { encodePiece } from '../../../src/encoding/piano/encode-piece.js';
import { PEDAL_DOWN_ID, pianoSchema } from '../../../src/encoding/piano/piano-schema.js';
import { tempoIdOf } from '../../../src/encoding/vocabulary/tempo.js';
import { waitIdOf } from '../../../src/encoding/vocabulary/wait.js';
import { seedRandom } from '../../../src/shared/random-source.js';
import type { Piece } from '../../../src/music/piece.js';
import { certainOf, FakeModel, indifferent, type Opinion } from '../fake-model.js';
import { scalePiece, scaleSeed } from '../seeds.js';

const compose = (opinion: Opinion, changes: Partial<PianoRequest> = {}, chance = 1): Promise<Piece> =>
  composePiano(
    {
      model: new FakeModel(pianoSchema, opinion),
      bounds: pianoConstraints,
      sampling: { temperature: 1, topP: 1, topK: Infinity },
      random: seedRandom(chance),
    },
    { seed: scaleSeed(), bars: 4, bpm: 100, expression: 1, title: 'new', ...changes },
  );

const onTheBeat = certainOf({ wait: [waitIdOf(48)], tempo: [tempoIdOf(1)] });

describe('composing from a seed', () => {
  it('hears every event of the seed before it draws one', async () => {
    const model = new FakeModel(pianoSchema, indifferent);
    const seed = scaleSeed();
    await composePiano(
      { model, bounds: pianoConstraints, sampling: { temperature: 1, topP: 1, topK: Infinity }, random: seedRandom(1) },
      { seed, bars: 1, bpm: 100, expression: 1, title: '' },
    );
    expect([...model.heard.slice(0, seed.length)].flatMap((row) => [...row])).toEqual([...seed.ids]);
  });

  it('starts on the bar line after the seed and keeps the beat', async () => {
    const piece = await compose(onTheBeat);
    const onsets = piece.tracks[0].notes.map(({ tick }) => tick);
    expect(onsets).toEqual(Array.from({ length: 16 }, (_, beat) => beat * 480));
  });

  it.each([
    [3, 4, 12],
    [6, 8, 12],
    [2, 4, 8],
  ])('writes whole bars in the metre of the seed, %i/%i', async (numerator, denominator, notes) => {
    const piece = await compose(onTheBeat, { seed: scaleSeed(numerator, denominator) });
    expect(piece.meters).toEqual([{ tick: 0, numerator, denominator }]);
    expect(piece.tracks[0].notes).toHaveLength(notes);
  });

  it('tells the network where in the bar each event lies, as the encoder would', async () => {
    const model = new FakeModel(pianoSchema, onTheBeat);
    const seed = scaleSeed(3, 4);
    await composePiano(
      { model, bounds: pianoConstraints, sampling: { temperature: 1, topP: 1, topK: Infinity }, random: seedRandom(1) },
      { seed, bars: 2, bpm: 100, expression: 1, title: '' },
    );
    const whole = encodePiece(scalePiece(3, 4, 4));
    const places = (rows: readonly Int32Array[]) => rows.map((row) => [...row.slice(1, 6)]);
    const rowsOfWhole = Array.from({ length: whole.length }, (_, i) => whole.ids.slice(i * 11, i * 11 + 11));
    expect(places(model.heard)).toEqual(places(rowsOfWhole));
  });

  it('is in four quarters where the metre is unknown', async () => {
    const eleven = encodePiece(scalePiece(11, 8, 2));
    const piece = await compose(onTheBeat, { seed: eleven });
    expect(piece.meters).toEqual([{ tick: 0, numerator: 4, denominator: 4 }]);
    expect(piece.tracks[0].notes).toHaveLength(16);
  });

  it('ends clean: long notes stop with the last bar, and the pedal is up', async () => {
    const piece = await compose(certainOf({ wait: [waitIdOf(48)], duration: [80], what: [PEDAL_DOWN_ID, 40, 50, 60] }));
    const [{ notes, pedals }] = piece.tracks;
    expect(Math.max(...notes.map(({ tick, durationTicks }) => tick + durationTicks))).toBe(4 * 1920);
    expect(pedals.at(-1)?.value).toBe(0);
  });

  it('follows tempo deviations as far as expression says', async () => {
    const slow = certainOf({ wait: [waitIdOf(48)], tempo: [tempoIdOf(0.5)] });
    const ratio = async (expression: number): Promise<number> => {
      const { tempos } = await compose(slow, { expression });
      expect(tempos).toHaveLength(1);
      return tempos[0].bpm / 100;
    };
    const [none, half, full] = [await ratio(0), await ratio(0.5), await ratio(1)];
    expect(none).toBe(1);
    expect(full).toBeCloseTo(0.5, 1);
    expect(half).toBeCloseTo(Math.sqrt(full), 9);
  });

  it('gives the same piece for the same chance, another for another', async () => {
    expect(await compose(indifferent, {}, 5)).toEqual(await compose(indifferent, {}, 5));
    expect(await compose(indifferent, {}, 5)).not.toEqual(await compose(indifferent, {}, 6));
  });

  it('blames the model when its numbers are none', async () => {
    const broken: Opinion = ({ size }) => new Float32Array(size).fill(NaN);
    await expect(namingModel('Chopin', () => compose(broken))).rejects.toThrow(NonFiniteLogitsError);
    await expect(namingModel('Chopin', () => compose(broken))).rejects.toThrow(/^Model Chopin computes invalid/);
  });
});
