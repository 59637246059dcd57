import { modelKind } from '../../composer/models/model-kind.js';
import type { PlayableModel } from '../../composer/models/playable-models.js';
import { planFileOf } from '../../composer/plan/plan-model.js';
import { plans } from '../../encoding/plan/plan-schema.js';
import { CheckpointError, type Checkpoint } from '../../model/checkpoint/checkpoint.js';
import type { StoredModel } from '../../model/checkpoint/model-names.js';
import { openModel } from '../../model/checkpoint/model-store.js';
import { DaemonError } from '../../shared/error.js';
import type { NamedModel } from '../models/named-model.js';
import type { GenerateOptions } from './generate-options.js';

/** The network whose plans a model plays: the one that was trained beside it, else the house's. */
const plansFor = async (
  { file }: PlayableModel,
  { card }: Checkpoint,
  models: readonly StoredModel[],
): Promise<Checkpoint | undefined> => {
  if (!plans(card.network.schema)) return undefined;
  const stored = planFileOf(file, models);
  return stored && openModel(stored);
};

const asNamed = (stored: PlayableModel, checkpoint: Checkpoint, planned: Checkpoint | undefined): NamedModel => {
  const kind = modelKind(checkpoint.card);
  const { name, composer, blend } = stored;
  if (kind) {
    return { name, composer, ...(blend ? { blend } : {}), kind, checkpoint, ...(planned ? { plans: planned } : {}) };
  }
  throw new CheckpointError(stored.file, `its vocabulary ${checkpoint.card.encoding} is not one this version plays`);
};

/** A model that was named cannot do what is asked. */
export class UnfitModelError extends DaemonError {
  readonly code = 'MODEL_UNFIT';
  override readonly exitCode = 2;

  constructor(
    model: string,
    readonly reason: string,
  ) {
    super(`Model ${model} cannot do that. ${reason}`);
  }
}

/** Why a model cannot do what is asked; undefined where it can. */
const unfit = (
  { kind, checkpoint }: NamedModel,
  { prime, guidance }: Pick<GenerateOptions, 'prime' | 'guidance'>,
): string | undefined => {
  if (kind === 'chorale' && prime !== undefined) {
    return 'It writes chorales and cannot go on from a MIDI file. Leave out --prime.';
  }
  if (guidance !== 1 && (kind === 'chorale' || checkpoint.card.composers.length < 2)) {
    return 'It knows one composer, whose name can guide it no further. Leave out --guidance.';
  }
  return undefined;
};

/** Opens a model for what is asked. Throws a CheckpointError or an UnfitModelError where it cannot be used for that. */
export const openFitModel = async (
  stored: PlayableModel,
  models: readonly StoredModel[],
  options: Pick<GenerateOptions, 'plan' | 'prime' | 'guidance'>,
): Promise<NamedModel> => {
  const checkpoint = await openModel(stored);
  const named = asNamed(stored, checkpoint, options.plan ? await plansFor(stored, checkpoint, models) : undefined);
  const reason = unfit(named, options);
  if (reason !== undefined) throw new UnfitModelError(stored.name, reason);
  return named;
};
