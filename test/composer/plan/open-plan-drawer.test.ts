import { expect, it } from 'vitest';
import { NotPlanModelError, openPlanDrawer } from '../../../src/composer/plan/open-plan-drawer.js';
import { drawnPlan } from '../../../src/composer/plan/plan-drawer.js';
import { PLAN_ENCODING, planEventsSchema } from '../../../src/encoding/plan/plan-events-schema.js';
import { initialiseWeights } from '../../../src/model/networks/parameters.js';
import { onnxEngine } from '../../../src/model/runtimes/onnx-engine.js';
import { loadOnnxRuntime } from '../../../src/model/runtimes/onnx-loader.js';
import { seedRandom } from '../../../src/model/sampling/random-source.js';
import { pianoCard } from '../../cli/made-models.js';

const engineOf = async () => onnxEngine((await loadOnnxRuntime('auto', {}, 1)).api, 'test', 1);

it('draws with a network of plans, told the composer by its own table', async () => {
  const made = pianoCard('base-plan');
  const network = { ...made.network, schema: planEventsSchema };
  const card = { ...made, encoding: PLAN_ENCODING, composers: ['Bach', 'Satie'], network };
  const opened = await openPlanDrawer(await engineOf(), { card, weights: initialiseWeights(network, 1) });
  const random = seedRandom(1);
  let standing = await opened.drawer.begin({ tonic: 0, bars: 2, composer: opened.slotOf('satie') ?? 0 }, random);
  for (;;) {
    const drawn = await opened.drawer.next(standing, random);
    if (!drawn) break;
    standing = drawn.standing;
  }
  await opened.close();
  expect(opened.slotOf('satie')).toBe(1);
  expect(opened.slotOf('Ravel')).toBeUndefined();
  expect(drawnPlan(standing).bars).toHaveLength(2);
});

it('refuses a model of music', async () => {
  const card = pianoCard('Chopin');
  const weights = initialiseWeights(card.network, 1);
  await expect(openPlanDrawer(await engineOf(), { card, weights })).rejects.toThrow(NotPlanModelError);
});
