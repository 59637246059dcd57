import { describe, expect, it } from 'vitest';
import { ModelWorker, type ComposingStrategy } from '../../../src/composer/live/model-worker.js';
import type { ComposerAnswer, Edition, Revision } from '../../../src/performance/composer.js';
import { DaemonError } from '../../../src/shared/error.js';

class NoSuchModelError extends DaemonError {
  readonly code = 'MODEL_NOT_FOUND';
}

interface Model {
  readonly name: string;
  readonly edition: number;
  readonly release: () => Promise<void>;
}

/** A strategy that notes what it is told, and has as many steps to do as it is asked for. */
class Noting implements ComposingStrategy<Model, string> {
  playing: Edition | undefined;
  readonly told: string[] = [];
  steps = 0;
  fault: Error | undefined;

  constructor(readonly learns: boolean) {}

  begin({ name, edition }: Model, primer = 'its own'): string {
    this.playing = { composer: name, edition };
    return primer;
  }
  takeOver({ name, edition }: Model): void {
    this.playing = { composer: name, edition };
    this.told.push(`${name} ${edition} takes over`);
  }
  revise({ revision }: Revision): void {
    this.told.push(`revision ${revision}`);
  }
  composeUntil(_revision: number, untilTick: number): boolean {
    this.steps = untilTick;
    return true;
  }
  halt(): void {
    this.steps = 0;
    this.told.push('halt');
  }
  async step(): Promise<boolean> {
    await Promise.resolve();
    if (this.steps === 0) return false;
    if (this.fault) throw this.fault;
    this.steps--;
    return true;
  }
}

const stand = (learns = true) => {
  const strategy = new Noting(learns);
  const answers: ComposerAnswer[] = [];
  const loaded: string[] = [];
  const worker = new ModelWorker<Model, string>(strategy, {
    answer: (answer) => answers.push(answer),
    load: (name, edition) => {
      loaded.push(`${name} ${edition}`);
      if (name === 'nobody') return Promise.reject(new NoSuchModelError('There is no nobody.'));
      return Promise.resolve({ name, edition, release: () => Promise.resolve() });
    },
  });
  const revise = (revision: number, composer: string, edition = 0): void =>
    worker.request({ kind: 'revise', revision, settings: { composer, edition } } as Revision);
  return { strategy, answers, loaded, worker, revise };
};

describe('a worker over networks of a kind', () => {
  it('begins with the music it is given, or the model’s own', async () => {
    expect(await stand().worker.begin('A')).toBe('its own');
    expect(await stand().worker.begin('A', 'a theme')).toBe('a theme');
  });

  it('lets the model take over that a revision names, in its edition', async () => {
    const { worker, strategy, revise } = stand();
    await worker.begin('A');
    revise(1, 'B', 2);
    await worker.settled();
    expect(strategy.told).toEqual(['revision 1', 'B 2 takes over']);
  });

  it('takes all editions of networks that learn nothing for one', async () => {
    const { worker, strategy, loaded, answers, revise } = stand(false);
    await worker.begin('A');
    revise(1, 'A', 3);
    worker.request({ kind: 'prepare', composer: 'B', edition: 3 });
    await worker.settled();
    expect(strategy.told).toEqual(['revision 1']);
    expect(loaded).toEqual(['A 0', 'B 0']);
    expect(answers).toEqual([{ kind: 'prepared', composer: 'B', edition: 3 }]);
  });

  it('refuses once what cannot be loaded, and plays on', async () => {
    const { worker, strategy, answers, revise } = stand();
    await worker.begin('A');
    revise(1, 'nobody');
    worker.request({ kind: 'compose', revision: 1, untilTick: 3 });
    await worker.settled();
    expect(answers).toEqual([{ kind: 'refused', composer: 'nobody', edition: 0, reason: 'There is no nobody.' }]);
    expect(strategy.told).toEqual(['revision 1']);
    expect(strategy.steps).toBe(0);
  });

  it('gives up what was asked where the network fails', async () => {
    const { worker, strategy, answers, revise } = stand();
    await worker.begin('A');
    revise(1, 'A');
    strategy.fault = new NoSuchModelError('It gives no numbers.');
    worker.request({ kind: 'compose', revision: 1, untilTick: 3 });
    await worker.settled();
    expect(strategy.told).toEqual(['revision 1', 'halt']);
    expect(answers).toMatchObject([{ kind: 'refused', composer: 'A', reason: 'It gives no numbers.' }]);
  });

  it('may be told of a changed file, and be closed, before it has begun', async () => {
    const { worker } = stand();
    await expect(worker.unload('A')).resolves.toBeUndefined();
    await expect(worker.close()).resolves.toBeUndefined();
  });
});
