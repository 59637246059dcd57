import { describe, expect, it } from 'vitest';
import type { TrainingJobListener } from '../../../src/daemon/training/training-job.js';
import { TrainingJobRunner } from '../../../src/daemon/training/training-job-runner.js';
import type { TrainingState } from '../../../src/protocol/live-event.js';

const order = { composer: 'Mozart', data: 'music', models: 'models', output: 'output' };

/** A runner whose trainings are played by the test. */
const stand = () => {
  const states: TrainingState[] = [];
  const jobs: TrainingJobListener[] = [];
  let stopped = 0;
  const runner = new TrainingJobRunner(
    (_, listener) => {
      jobs.push(listener);
      return { stop: () => stopped++ };
    },
    (state) => states.push(state),
  );
  return { runner, states, jobs, stopped: () => stopped };
};

describe('a training of the daemon', () => {
  it('is told from its beginning to its end', async () => {
    const { runner, states, jobs } = stand();
    const learned = runner.learn({ ...order, name: 'Mozart-nightly' });
    expect(runner.isBusy).toBe(true);
    jobs[0].progress({ pass: 0.65, passes: 60, trainingLoss: 11.301, text: 'pass 0.65 of 60' });
    const message = { kind: 'progress', pass: 1, trainingLoss: 10, validationLoss: 10.785, text: 'pass 1 after 11 s' };
    jobs[0].progress(message); // as a process sends it
    jobs[0].progress({ pass: 1.2, passes: 60, trainingLoss: 9, text: 'pass 1.20 of 60' });
    jobs[0].ended({ kind: 'done' });
    expect(await learned).toBe(true);
    expect(runner.isBusy).toBe(false);
    const model = 'Mozart-nightly';
    expect(states).toEqual(
      [
        ...[{ pass: 0, passes: 0, trainingLoss: null, validationLoss: null, message: 'training Mozart-nightly' }],
        ...[{ pass: 0.65, passes: 60, trainingLoss: 11.301, validationLoss: null, message: 'pass 0.65 of 60' }],
        ...[{ pass: 1, passes: 60, trainingLoss: 10, validationLoss: 10.785, message: 'pass 1 after 11 s' }],
        ...[{ pass: 1.2, passes: 60, trainingLoss: 9, validationLoss: 10.785, message: 'pass 1.20 of 60' }],
        { ...{ pass: 1.2, passes: 60, trainingLoss: 9, validationLoss: 10.785 }, message: `${model} has been learned` },
      ].map((state, i) => ({ model, state: i === 4 ? 'done' : 'running', ...state })),
    );
  });

  it('that fails says why, and makes room for another', async () => {
    const { runner, states, jobs } = stand();
    const learned = runner.learn(order);
    jobs[0].ended({ kind: 'failed', reason: 'Too little music to train on.' });
    expect(await learned).toBe(false);
    expect(states.at(-1)).toMatchObject({
      state: 'failed',
      message: 'Training Mozart has failed: Too little music to train on.',
    });
    expect(runner.isBusy).toBe(false);
  });

  it('is stopped once', () => {
    const { runner, stopped } = stand();
    runner.stop();
    void runner.learn(order);
    runner.stop();
    runner.stop();
    expect(stopped()).toBe(1);
    expect(runner.isBusy).toBe(false);
  });
});
