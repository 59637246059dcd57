import { expect, it } from 'vitest';
import { NotPlanModelError, loadPlanModel } from '../../../src/composer/plan/plan-model.js';
import { planPiece } from '../../../src/composer/plan/plan-piece.js';
import { PLAN_ENCODING, planEventsSchema } from '../../../src/encoding/plan-events/plan-events-schema.js';
import { initialiseWeights } from '../../../src/model/networks/parameters.js';
import { onnxEngine } from '../../../src/model/runtimes/onnx-engine.js';
import { loadOnnxRuntime } from '../../../src/model/runtimes/onnx-loader.js';
import { pianoCard } from '../../cli/made-models.js';

const engineOf = async () => onnxEngine((await loadOnnxRuntime('auto', {}, 1)).api, 'test', 1);

it('draws with a network of plans, told the composer by its own table', async () => {
  const made = pianoCard('base-plan');
  const network = { ...made.network, schema: planEventsSchema };
  const card = { ...made, encoding: PLAN_ENCODING, composers: ['Bach', 'Satie'], network };
  const plans = await loadPlanModel(await engineOf(), { card, weights: initialiseWeights(network, 1) });
  const drawnFor = async (composer: string) => {
    const ahead = await planPiece(plans, { composer, seed: 1, bars: 2 });
    await ahead.reach(100 * 192);
    return ahead.told.plan;
  };
  const [satie, named, ravel] = [await drawnFor('satie'), await drawnFor('Satie'), await drawnFor('Ravel')];
  await plans.model.close();
  expect(satie.bars).toHaveLength(2);
  expect(satie).toEqual(named);
  expect(ravel).not.toEqual(named); // whom it does not know
});

it('refuses a model of music', async () => {
  const card = pianoCard('Chopin');
  const weights = initialiseWeights(card.network, 1);
  await expect(loadPlanModel(await engineOf(), { card, weights })).rejects.toThrow(NotPlanModelError);
});
