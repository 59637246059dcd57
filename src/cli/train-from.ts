import type { ModelKind } from '../composer/model-kind.js';
import { choraleSchema } from '../encoding/chorale-schema.js';
import { planEventsSchema } from '../encoding/plan/plan-events-schema.js';
import { planningSchema } from '../encoding/plan/plan-schema.js';
import { growNetwork } from '../model/networks/grow-network.js';
import type { StartingModel } from '../training/model-training.js';
import type { CommandIo } from './command-io.js';
import { MusicOfOtherKindError } from './evaluate-errors.js';
import { modelToEvaluate } from './evaluate-model.js';
import { modelSearchFolders } from './model-search.js';
import { NetworkFixedError } from './train-errors.js';
import type { TrainOptions } from './train-options.js';

const schemas = { piano: planningSchema, chorale: choraleSchema, plan: planEventsSchema };

/** The model that `--from` names, by name or by its file; undefined without it. One that recalls nothing yet begins to. */
export const startingModel = async (
  { from, models, network, units, layers, embedding, headUnits, heads, context }: TrainOptions,
  io: CommandIo,
  wanted: ModelKind,
): Promise<StartingModel | undefined> => {
  if (from === undefined) return undefined;
  const shape = [network, units, layers, embedding, headUnits, heads, context];
  if (shape.some((value) => value !== undefined)) throw new NetworkFixedError(from);
  const folders = [...(models === undefined ? [] : [models]), ...modelSearchFolders(undefined, io.env)];
  const { name, kind, checkpoint } = await modelToEvaluate(from, folders);
  if (kind !== wanted) throw new MusicOfOtherKindError(name, kind);
  const { card, weights } = checkpoint;
  const grown = growNetwork(card.network, weights, schemas[wanted]);
  return { name, checkpoint: { ...checkpoint, card: { ...card, network: grown.config }, weights: grown.weights } };
};
