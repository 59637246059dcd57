import * as ort from 'onnxruntime-node';
import { describe, expect, it } from 'vitest';
import { defaultAdam } from '../../../src/model/networks/adam.js';
import type { NetworkConfig } from '../../../src/model/networks/network-kinds.js';
import { initialiseWeights, type Weights } from '../../../src/model/networks/parameters.js';
import { onnxEngine } from '../../../src/model/runtimes/onnx-engine.js';
import { seedRandom } from '../../../src/shared/random-source.js';
import { initialTrainerState, NetworkTrainer } from '../../../src/training/trainer/network-trainer.js';
import type { BatchStream, TrainingPlan } from '../../../src/training/trainer/training-plan.js';
import { TrainingRun, type TrainingRunOptions } from '../../../src/training/trainer/training-run.js';
import {
  decodeTrainingState,
  initialProgress,
  encodeTrainingState,
  type SavedTraining,
} from '../../../src/training/trainer/training-state.js';

const network: NetworkConfig = {
  kind: 'lstm',
  schema: [{ name: 'what', size: 4, role: 'predicted' }],
  embedding: 16,
  units: 16,
  layers: 1,
  headUnits: 16,
};

const plan: TrainingPlan = {
  network,
  window: { steps: 6, batch: 2 },
  adam: defaultAdam,
  dropout: 0.02,
  schedule: { peak: 0.03, warmupSteps: 2, finalShare: 0.1 },
  passes: 10,
  patience: 99,
  seed: 1,
};

/** Counts 0 1 2 3 0 1 2 3 … for ever; a pass is ten batches. */
const countingStream = (batches: number): BatchStream => {
  let count = batches;
  const rows = plan.window.steps * plan.window.batch;
  const idAt = (row: number) => Math.floor(row / plan.window.batch) % 4;
  return {
    next: () => {
      const offset = (count++ * plan.window.steps) % 4;
      const ids = Int32Array.from({ length: rows }, (_, row) => (idAt(row) + offset) % 4);
      const targets = ids.map((id) => (id + 1) % 4);
      return { ids, targets, carry: Float32Array.of(1, count % 7 === 0 ? 0 : 1), events: rows, notes: rows };
    },
    get passes() {
      return count / 10;
    },
    save: () => String(count),
  };
};

interface Sitting {
  readonly losses: number[];
  readonly saved: SavedTraining;
  readonly reason: string;
  readonly validated: number;
}

const freshStart = (): SavedTraining => ({
  trainer: initialTrainerState(network, plan.window, initialiseWeights(network, 1), seedRandom(2)),
  progress: { ...initialProgress('f'), stream: '0' },
});

const sit = async (from: SavedTraining, changes: Partial<TrainingRunOptions> = {}): Promise<Sitting> => {
  const trainer = await NetworkTrainer.start(onnxEngine(ort, 'test', 1), { config: network, ...plan }, from.trainer);
  const losses: number[] = [];
  let saved = from;
  let validated = 0;
  const run = new TrainingRun({
    plan,
    trainer,
    stream: countingStream(Number(from.progress.stream)),
    progress: from.progress,
    nowMs: () => 0,
    maxSeconds: Infinity,
    saveEverySeconds: 60,
    interrupted: () => false,
    validate: (weights: Weights) => {
      validated += 1;
      const nats = weights.size / (1 + from.progress.evaluations + validated);
      return Promise.resolve({ notes: 1, natsPerNote: nats, fields: { what: nats } });
    },
    onStep: ({ trainLoss }) => losses.push(trainLoss),
    onEvaluation: () => Promise.resolve(),
    save: (state) => {
      saved = decodeTrainingState(encodeTrainingState(state), 'state', 'f');
      return Promise.resolve();
    },
    ...changes,
  });
  const { reason } = await run.run();
  await trainer.close();
  return { losses, saved, reason, validated };
};

describe('a training run', () => {
  it('learns to count, and ends after its passes with one evaluation a pass', async () => {
    const { losses, reason, validated } = await sit(freshStart());
    expect(reason).toBe('passes');
    expect(validated).toBe(10);
    expect(losses).toHaveLength(100);
    expect(losses[0]).toBeGreaterThan(1);
    expect(losses[losses.length - 1]).toBeLessThan(0.2);
  });

  it('gives the same losses twice', async () => {
    expect((await sit(freshStart())).losses).toEqual((await sit(freshStart())).losses);
  });

  it('goes on after an interruption as if there had been none, wherever it was', async () => {
    const whole = await sit(freshStart());
    for (const stopAfter of [3, 17, 40]) {
      let steps = 0;
      const first = await sit(freshStart(), { interrupted: () => steps++ >= stopAfter });
      expect(first.reason).toBe('interrupted');
      const second = await sit(first.saved);
      expect([...first.losses, ...second.losses]).toEqual(whole.losses);
    }
  });

  it('ends when validation has not improved for as long as patience lasts', async () => {
    const impatient = { ...plan, patience: 2 };
    const outcome = await sit(freshStart(), {
      plan: impatient,
      validate: () => Promise.resolve({ notes: 1, natsPerNote: 1, fields: {} }),
    });
    expect(outcome.reason).toBe('patience');
    expect(outcome.saved.progress.evaluations).toBe(3);
  });

  it('ends when its time is up, and saves', async () => {
    let nowMs = 0;
    const { reason, saved, losses } = await sit(freshStart(), { nowMs: () => (nowMs += 500), maxSeconds: 5 });
    expect(reason).toBe('minutes');
    expect(losses.length).toBeLessThan(20);
    expect(saved.trainer.step).toBe(losses.length);
  });

  it('refuses a state of another run', () => {
    const bytes = encodeTrainingState(freshStart());
    expect(() => decodeTrainingState(bytes, 'x.state', 'other')).toThrow(
      'Training cannot resume from x.state: it belongs to other music or other settings. Start it again without --resume.',
    );
    expect(() => decodeTrainingState(bytes.subarray(0, 99), 'x.state', 'f')).toThrow(/cannot resume/);
  });
});
