import type { ModelKind } from '../../composer/models/model-kind.js';
import { choraleSchema } from '../../encoding/chorale/chorale-schema.js';
import { planEventsSchema } from '../../encoding/plan-events/plan-events-schema.js';
import { planningSchema } from '../../encoding/plan/plan-schema.js';
import { extendSchema } from '../../model/networks/extend-schema.js';
import type { StartingModel } from '../../training/model-training.js';
import { MusicOfOtherKindError } from '../music/music-errors.js';
import { openNamedModel } from '../models/named-model.js';
import { modelSearchFolders } from '../models/model-folders.js';
import { NetworkFixedError } from './train-errors.js';
import type { TrainContext } from './train-event.js';
import type { TrainOptions } from './train-options.js';

const schemas = { piano: planningSchema, chorale: choraleSchema, plan: planEventsSchema };

/** The model that `--from` names, by name or by its file; undefined without it. One that recalls nothing yet begins to. */
export const startingModel = async (
  { from, models, network, units, layers, embedding, headUnits, heads, context }: TrainOptions,
  { env }: Pick<TrainContext, 'env'>,
  wanted: ModelKind,
): Promise<StartingModel | undefined> => {
  if (from === undefined) return undefined;
  const shape = [network, units, layers, embedding, headUnits, heads, context];
  if (shape.some((value) => value !== undefined)) throw new NetworkFixedError(from);
  const folders = [...(models === undefined ? [] : [models]), ...modelSearchFolders(undefined, env)];
  const { name, kind, checkpoint } = await openNamedModel(from, folders);
  if (kind !== wanted) throw new MusicOfOtherKindError(name, kind);
  const { card, weights } = checkpoint;
  const grown = extendSchema(card.network, weights, schemas[wanted]);
  return { name, checkpoint: { ...checkpoint, card: { ...card, network: grown.config }, weights: grown.weights } };
};
