import { adamScalars, defaultAdam } from '../../../src/model/networks/adam.js';
import { absentId } from '../../../src/model/event-schema.js';
import { predictedFields } from '../../../src/model/networks/network-config.js';
import { dropoutMasks } from '../../../src/model/networks/network-graphs.js';
import { networkStates, type NetworkConfig } from '../../../src/model/networks/network-kinds.js';
import { initialiseWeights, parametersOf, type Weights } from '../../../src/model/networks/parameters.js';
import type { Engine } from '../../../src/model/runtimes/engine.js';
import type { Feeds } from '../../../src/model/runtimes/program.js';
import { sample } from '../../../src/model/sampling/sample.js';
import { loadEventModel } from '../../../src/model/sampling/event-model.js';
import { seedRandom } from '../../../src/shared/random-source.js';
import { zeroMoments } from './tiny-network.js';

/** Waits of 1, 2 and 4 eighths; whether an onset is on an odd or an even quarter; low G and C to A. */
export const melodyNetwork: NetworkConfig = {
  kind: 'lstm',
  schema: [
    { name: 'wait', size: 3, role: 'predicted' },
    { name: 'quarter', size: 2, role: 'given' },
    { name: 'what', size: 7, role: 'predicted' },
  ],
  embedding: 8,
  units: 24,
  layers: 1,
  headUnits: 12,
};

const pitches = 'gCDEFGA';
const eighths = [1, 2, 4];

/** Frère Jacques: pitch and length in eighths. */
export const melody =
  'C2 D2 E2 C2 C2 D2 E2 C2 E2 F2 G4 E2 F2 G4 G1 A1 G1 F1 E2 C2 G1 A1 G1 F1 E2 C2 C2 g2 C4 C2 g2 C4'.split(' ');

const quarterAt = (time: number): number => Math.floor(time / 2) % 2;

/** One row of ids a note: the wait since the onset before it (the first follows the last), quarter, pitch. */
const melodyRows = (): number[][] => {
  let time = 0;
  return melody.map((note, i) => {
    const wait = Number(melody.at(i - 1)![1]);
    time += wait;
    return [eighths.indexOf(wait), quarterAt(time), pitches.indexOf(note[0])];
  });
};

const startRow = (): number[] => melodyNetwork.schema.map((field) => (field.role === 'given' ? 0 : absentId(field)));

type Named = readonly [name: string, values: Float32Array];

/** The melody as one window: each row of ids with the row after it as target. */
const melodyFeeds = (): Feeds => {
  const rows = melodyRows();
  const columns = (list: readonly number[][]) =>
    Int32Array.from(melodyNetwork.schema.flatMap((_, field) => list.map((row) => row[field])));
  const masks = dropoutMasks(melodyNetwork).map(({ name, width }): Named => [name, new Float32Array(width).fill(1)]);
  const states = networkStates(melodyNetwork).map(({ name, width }): Named => [name, new Float32Array(width)]);
  return {
    ...Object.fromEntries<Float32Array>([...masks, ...states]),
    ids: columns([startRow(), ...rows.slice(0, -1)]),
    targets: columns(rows),
    carry: Float32Array.of(0),
    lossScale: Float32Array.of(1 / rows.length),
  };
};

/** Trains on the melody alone from seed 1; returns the weights and the loss of each step in nats a note. */
export const learnMelody = async (engine: Engine, steps: number) => {
  const program = await engine.loadTraining(melodyNetwork, { steps: melody.length, batch: 1 }, defaultAdam);
  const carried = parametersOf(melodyNetwork).flatMap(({ name }) => [name, `m.${name}`, `v.${name}`]);
  let state: Feeds = { ...Object.fromEntries(initialiseWeights(melodyNetwork, 1)), ...zeroMoments(melodyNetwork) };
  const losses: number[] = [];
  for (let step = 1; step <= steps; step++) {
    const { stepSize, keep } = adamScalars(defaultAdam, step, 0.01);
    const scalars = { stepSize: Float32Array.of(stepSize), keep: Float32Array.of(keep) };
    const results = await program.run({ ...melodyFeeds(), ...state, ...scalars });
    state = Object.fromEntries(carried.map((name) => [name, results[`${name}.after`].slice()]));
    losses.push(results.loss[0]);
  }
  await program.close();
  const weights: Weights = new Map(
    parametersOf(melodyNetwork).map(({ name }) => [name, Float32Array.from(state[name])]),
  );
  return { weights, losses };
};

/** How a note is written: the wait before it in eighths, then its pitch, as in `2G`. */
const noteIds = (note: string): readonly [wait: number, what: number] => [
  eighths.indexOf(Number(note[0])),
  pitches.indexOf(note[1]),
];

const greedy = { temperature: 0, topP: 1, topK: Infinity };

/** Continues a prime with `count` notes of the likeliest ids; `closest` is the least lead in logits any of them had. */
export const playGreedily = async (engine: Engine, weights: Weights, prime: readonly string[], count: number) => {
  const model = await loadEventModel(engine, melodyNetwork, weights);
  const [wait, what] = predictedFields(melodyNetwork.schema);
  let closest = Infinity;
  const likeliest = (logits: Float32Array): number => {
    const [first, second] = logits.toSorted().reverse();
    closest = Math.min(closest, first - second);
    return sample(logits, greedy, seedRandom(1));
  };
  let state = await model.advance(Int32Array.from(startRow()));
  let time = 0;
  const notes: string[] = [];
  for (let i = 0; i < prime.length + count; i++) {
    const given = i < prime.length ? noteIds(prime[i]) : undefined;
    const row = Int32Array.from(startRow());
    row[0] = given?.[0] ?? likeliest(model.logits(state, wait, row));
    time += eighths[row[0]];
    row[1] = quarterAt(time);
    row[2] = given?.[1] ?? likeliest(model.logits(state, what, row));
    notes.push(`${eighths[row[0]]}${pitches[row[2]]}`);
    state = await model.advance(row, state);
  }
  await model.close();
  return { notes: notes.slice(prime.length).join(' '), closest };
};
