import { monotonicClock } from '../../adapters/clock/monotonic-clock.js';
import { ComposerRouter } from '../../composer/live/composer-router.js';
import { openPlansFrom } from '../../workers/composer/open-plans.js';
import { ModelLoader } from '../../composer/live/model-loader.js';
import type { StoredModel } from '../../model/checkpoint/model-names.js';
import { openModel } from '../../model/checkpoint/model-store.js';
import type { Engine } from '../../model/runtimes/engine.js';
import { PPQ } from '../../music/piece.js';
import { derivedRandom } from '../../shared/random-source.js';
import type { ComposerAnswer } from '../../performance/composer.js';
import { DaemonError } from '../../shared/error.js';
import { quantile, type CheckResult } from './check-result.js';

const EVENTS = 200;
/**
 * A beat at 120 bpm takes 500 ms, part of which is needed elsewhere; with slower composing the network falls behind.
 */
const SLOWEST_BEAT_MS = 200;
const FAR_TICK = 1e9;

interface Composed {
  /** Of each event, ms. */
  readonly times: readonly number[];
  /** Length of the music. */
  readonly beats: number;
}

/** Composes for a moment. */
const composeForAMoment = async (stored: StoredModel, engine: Engine): Promise<Composed> => {
  const times: number[] = [];
  let lastTick = 0;
  let lastMs = 0;
  let finish: () => void = () => undefined;
  const finished = new Promise<void>((resolve) => (finish = resolve));
  const answer = (given: ComposerAnswer): void => {
    if (given.kind === 'planned' || given.kind === 'ends') return;
    const nowMs = monotonicClock.nowMs();
    times.push(nowMs - lastMs);
    lastMs = nowMs;
    if (given.kind === 'composed') lastTick = given.events.at(-1)?.tick ?? lastTick;
    if (given.kind !== 'composed' || times.length >= EVENTS) finish();
  };
  const loader = new ModelLoader({
    engine,
    open: () => openModel(stored),
    openPlans: openPlansFrom([]),
    random: () => derivedRandom(1, 0),
  });
  const load = () => loader.load({ ...stored, composer: null });
  const composer = new ComposerRouter({ seed: 1, clock: monotonicClock, answer, load });
  try {
    const metre = await composer.begin(stored.name);
    const settings = {
      composer: stored.name,
      temperature: 1,
      topP: 1,
      density: null,
      register: null,
      key: 'off',
      quoteLimit: 12,
      meter: metre,
      meterTick: 0,
      edition: 0,
    };
    lastMs = monotonicClock.nowMs();
    const whole = { kept: 0, heard: [], fromTick: 0, onTheDot: false, piece: 0, ending: null, settings };
    composer.request({ kind: 'revise', revision: 1, ...whole });
    composer.request({ kind: 'compose', revision: 1, untilTick: FAR_TICK });
    await finished;
    return { times, beats: lastTick / PPQ };
  } finally {
    await composer.close();
  }
};

/** Whether a model can be used live, and how long it takes for an event. */
export const checkModel = async (stored: StoredModel, engine: Engine): Promise<CheckResult> => {
  const what = `model ${stored.name}`;
  try {
    const { times, beats } = await composeForAMoment(stored, engine);
    const beatMs = times.reduce((sum, ms) => sum + ms, 0) / beats;
    const figures = { p50Ms: quantile(times, 0.5), p99Ms: quantile(times, 0.99), beatMs };
    const text =
      `${figures.p50Ms.toFixed(2)} ms an event, 99 % within ${figures.p99Ms.toFixed(2)} ms, ` +
      `${beatMs.toFixed(0)} ms a beat`;
    if (beatMs < SLOWEST_BEAT_MS) return { what, state: 'well', text, figures };
    return { what, state: 'weak', text, figures, remedy: 'Use a smaller model, or the native runtime.' };
  } catch (error) {
    if (!(error instanceof DaemonError)) throw error;
    return {
      what,
      state: 'weak',
      text: error.message.replace(/[.]$/, ''),
      remedy: 'Play another model, or train this one again.',
    };
  }
};
