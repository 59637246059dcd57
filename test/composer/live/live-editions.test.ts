import { expect, it } from 'vitest';
import { emptyPrimer } from '../../../src/composer/live/live-primer.js';
import { livePianoComposer } from '../../../src/composer/live/piano-composer.js';
import { pianoSchema } from '../../../src/encoding/piano/piano-schema.js';
import type { ComposerAnswer } from '../../../src/performance/composer.js';
import { plainControls } from '../../performance/support/performance-stand.js';
import { FakeModel, indifferent } from '../fake-model.js';

/** A live composer whose network is another one in each edition, and each time it is loaded. */
const stand = async () => {
  const answers: ComposerAnswer[] = [];
  const loaded: FakeModel[] = [];
  const composer = livePianoComposer({
    seed: 7,
    clock: { nowMs: () => 0 },
    answer: (answer) => answers.push(answer),
    load: async (name, edition) => {
      const model = new FakeModel(pianoSchema, indifferent);
      loaded.push(model);
      const release = (): Promise<void> => Promise.resolve();
      const beginning = emptyPrimer(0);
      return {
        name,
        edition,
        family: name,
        model,
        release,
        hearsPlayer: true,
        composerSlot: 0,
        composer: null,
        beginning,
      };
    },
  });
  await composer.begin('A');
  /** Goes on in an edition from a tick on; gives how many events were composed. */
  const play = async (revision: number, edition: number, kept: number, fromTick: number): Promise<number> => {
    const settings = { ...plainControls, composer: 'A', meterTick: 0, edition };
    composer.request({
      kind: 'revise',
      revision,
      kept,
      heard: [],
      fromTick,
      onTheDot: false,
      piece: 0,
      ending: null,
      settings,
    });
    composer.request({ kind: 'compose', revision, untilTick: fromTick + 480 });
    const events = () =>
      answers.flatMap((answer) => (answer.kind === 'composed' && answer.revision === revision ? answer.events : []));
    for (let i = 0; i < 100_000 && (events().at(-1)?.tick ?? -1) < fromTick + 480; i++) await Promise.resolve();
    return events().length;
  };
  return { loaded, play };
};

it('goes on from its memory after a lesson, and hears all again when the lessons are forgotten', async () => {
  const { loaded, play } = await stand();
  const first = await play(1, 0, 0, 0);
  const second = await play(2, 1, first, 480);
  expect(loaded[1].heard).toHaveLength(second); // only what it composed

  const third = await play(3, 0, first + second, 1440);
  expect(loaded).toHaveLength(3);
  expect(loaded[2].heard.length).toBeGreaterThanOrEqual(first + second + third);
});
