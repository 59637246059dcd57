import { describe, expect, it } from 'vitest';
import { composePiano } from '../../src/composer/piano/compose-piano.js';
import { pianoConstraints } from '../../src/composer/piano/constraints.js';
import { DURATION_COUNT } from '../../src/encoding/vocabulary/duration.js';
import { STEPS_PER_BEAT } from '../../src/encoding/shared/grid.js';
import { PEDAL_DOWN_ID, PEDAL_UP_ID, pianoSchema } from '../../src/encoding/piano/piano-schema.js';
import { waitIdOf, WAIT_COUNT } from '../../src/encoding/vocabulary/wait.js';
import { initialiseWeights } from '../../src/model/networks/parameters.js';
import type { NetworkConfig } from '../../src/model/networks/network-kinds.js';
import type { SamplingOptions } from '../../src/model/sampling/sample.js';
import { loadEventModel, type EventModel } from '../../src/model/sampling/event-model.js';
import { seedRandom } from '../../src/shared/random-source.js';
import { barTicks } from '../../src/music/meter.js';
import { readMidi } from '../../src/music/midi/read-midi.js';
import { writeMidi } from '../../src/music/midi/write-midi.js';
import { PPQ, type Note, type Piece } from '../../src/music/piece.js';
import { pieceNotes } from '../../src/music/piece-notes.js';
import { engines } from '../model/support/engines.js';
import { certainOf, FakeModel, indifferent, type Opinion } from './fake-model.js';
import { scaleSeed } from './seeds.js';

const LAST_WAIT = WAIT_COUNT - 1;
const FOUR_BEATS = waitIdOf(4 * STEPS_PER_BEAT);

const capricious = (seed: number, strength: number): Opinion => {
  const random = seedRandom(seed);
  return ({ size }) => Float32Array.from({ length: size }, () => strength * (random.next() - 0.5));
};

/** What is wrong with a network, and how many bars show it. */
interface BadNetwork {
  readonly opinion: (seed: number) => Opinion;
  readonly bars: number;
}

const lasting = (wanted: Readonly<Record<string, readonly number[]>>): BadNetwork => ({
  opinion: () => certainOf(wanted),
  bars: 24,
});

/** Those that need few bars write up to 40 notes a beat. */
const dense = (wanted: Readonly<Record<string, readonly number[]>>): BadNetwork => ({
  opinion: () => certainOf(wanted),
  bars: 4,
});

const PEDAL = [PEDAL_DOWN_ID, PEDAL_UP_ID];

/** Networks that no training should give. */
const networks: Readonly<Record<string, BadNetwork>> = {
  'no opinion': { opinion: () => indifferent, bars: 4 },
  'another whim for each note': { opinion: (seed) => capricious(seed, 4), bars: 8 },
  'wild whims': { opinion: (seed) => capricious(seed, 1000), bars: 12 },
  'only middle C': dense({ what: [60] }),
  'only middle C, on the beat': lasting({ wait: [48], what: [60] }),
  'only the highest key': dense({ what: [108] }),
  'only a key that no piano has': dense({ what: [127] }),
  'only chords of one key': dense({ wait: [0], what: [60] }),
  'only waits beyond the bound': dense({ wait: [LAST_WAIT] }),
  'only the longest wait within the bound': lasting({ wait: [FOUR_BEATS] }),
  'only the longest wait, then the pedal': lasting({ wait: [FOUR_BEATS], what: PEDAL }),
  'the shortest wait': dense({ wait: [1] }),
  'only the pedal': dense({ what: PEDAL }),
  'only the pedal at once': dense({ wait: [0], what: PEDAL }),
  'pedal down for ever': dense({ what: [PEDAL_DOWN_ID] }),
  'all as long and slow as can be': lasting({ wait: [FOUR_BEATS], duration: [DURATION_COUNT - 1], tempo: [0] }),
};

const temperatures = [0, 0.01, 1, 5];
const topPs = [1, 0.98, 0.5, 0.01];
const topKs = [Infinity, 1, 5];
const metres = [
  [4, 4],
  [3, 4],
  [6, 8],
  [5, 4],
  [2, 4],
] as const;

const pick = <T>(items: readonly T[], n: number): T => items[n % items.length];

const samplingFor = (seed: number): SamplingOptions => ({
  temperature: pick(temperatures, seed),
  topP: pick(topPs, Math.floor(seed / temperatures.length)),
  topK: pick(topKs, seed),
});

const composeWith = (model: EventModel, seed: number, bars: number): Promise<Piece> => {
  const [numerator, denominator] = pick(metres, seed);
  return composePiano(
    { model, bounds: pianoConstraints, sampling: samplingFor(seed), random: seedRandom(seed) },
    { seed: scaleSeed(numerator, denominator), bars, bpm: 100, expression: 1, title: '' },
  );
};

/** The most notes that lie within any stretch of so many ticks. */
const mostWithin = (onsets: readonly number[], ticks: number): number => {
  let first = 0;
  return onsets.reduce((most, onset, i) => {
    while (onset - onsets[first] >= ticks) first++;
    return Math.max(most, i - first + 1);
  }, 0);
};

const expectOnsetsWithinBounds = (notes: readonly Note[], endTick: number): void => {
  const onsets = notes.map(({ tick }) => tick);
  const gaps = [...onsets, endTick].map((tick, i) => tick - (i === 0 ? 0 : onsets[i - 1]));
  expect(Math.max(...gaps)).toBeLessThanOrEqual(4 * PPQ);
  expect(mostWithin(onsets, 1)).toBeLessThanOrEqual(pianoConstraints.largestChord);
  expect(mostWithin(onsets, PPQ)).toBeLessThanOrEqual(pianoConstraints.mostNotesPerBeat);
};

/** Of any 32 notes: how few different pitches, and how often the most frequent one. */
const repetition = (notes: readonly Note[]): { readonly fewest: number; readonly most: number } => {
  const counts = new Map<number, number>();
  const windows = notes.map(({ pitch }, i) => {
    counts.set(pitch, (counts.get(pitch) ?? 0) + 1);
    if (i >= 32) {
      const left = notes[i - 32].pitch;
      counts.set(left, (counts.get(left) ?? 0) - 1);
      if (counts.get(left) === 0) counts.delete(left);
    }
    return { distinct: counts.size, most: Math.max(...counts.values()) };
  });
  const full = windows.slice(31);
  return {
    fewest: Math.min(...full.map(({ distinct }) => distinct)),
    most: Math.max(...full.map(({ most }) => most)),
  };
};

/** All that makes a piece music at all, however bad. */
const expectMusic = (piece: Piece, bars: number): void => {
  const notes = pieceNotes(piece);
  const endTick = bars * barTicks(piece.meters[0]);
  expectOnsetsWithinBounds(notes, endTick);
  const { fewest, most } = repetition(notes);
  expect(fewest).toBeGreaterThanOrEqual(3);
  expect(most).toBeLessThanOrEqual(2 * pianoConstraints.mostRepeats);
  const fewestOfAll = notes.length >= 32 ? 4 : notes.length >= 16 ? 2 : 1;
  expect(new Set(notes.map(({ pitch }) => pitch)).size).toBeGreaterThanOrEqual(fewestOfAll);
  const impossible = notes.filter(
    ({ tick, durationTicks: length, pitch, velocity }) =>
      !(pitch >= 21 && pitch <= 108 && velocity >= 1 && length >= 1 && length <= 16 * PPQ && tick + length <= endTick),
  );
  expect(impossible).toEqual([]);
  for (const { bpm } of piece.tempos) expect(bpm).toBeGreaterThan(100 / 3.01);
  expect(piece.tracks[0].pedals.at(-1)?.value ?? 0).toBe(0);
  expect(pieceNotes(readMidi(writeMidi(piece)))).toEqual(notes);
};

/** Training runs beside these tests now and then. */
const PATIENCE_MS = 60_000;

describe('music that is never degenerate', () => {
  const names = Object.keys(networks);
  const seeds = Array.from({ length: 8 * names.length }, (_, seed) => seed);

  it.each(names)(
    'with a network of %s',
    async (name) => {
      const { opinion, bars } = networks[name];
      for (const seed of seeds.filter((n) => n % names.length === names.indexOf(name))) {
        // Eight seeds a network, each with another temperature, top-p, top-k and metre.
        const number = seed + Math.floor(seed / names.length);
        expectMusic(await composeWith(new FakeModel(pianoSchema, opinion(seed)), number, bars), bars);
      }
    },
    PATIENCE_MS,
  );

  it('with a piece begun from nothing', async () => {
    const nothing = { length: 1, ids: scaleSeed().ids.slice(0, pianoSchema.length) };
    const piece = await composePiano(
      {
        model: new FakeModel(pianoSchema, indifferent),
        bounds: pianoConstraints,
        sampling: { temperature: 1, topP: 1, topK: Infinity },
        random: seedRandom(1),
      },
      { seed: nothing, bars: 12, bpm: 100, expression: 1, title: '' },
    );
    expectMusic(piece, 12);
  });
});

describe('real networks that learned nothing', () => {
  const config: NetworkConfig = { kind: 'lstm', schema: pianoSchema, embedding: 8, units: 16, layers: 2, headUnits: 8 };

  it.each([
    { weights: 'as they begin', scale: 1 },
    { weights: 'all zero', scale: 0 },
    { weights: 'a thousand times too large', scale: 1000 },
  ])(
    'make music with weights $weights',
    async ({ scale }) => {
      const engine = await engines['native ONNX Runtime']();
      const weights = new Map(
        [...initialiseWeights(config, 3)].map(([name, values]) => [name, values.map((value) => value * scale)]),
      );
      const model = await loadEventModel(engine, config, weights);
      try {
        for (const seed of [scale + 1, scale + 2]) expectMusic(await composeWith(model, seed, 4), 4);
      } finally {
        await model.close();
      }
    },
    PATIENCE_MS,
  );
});
