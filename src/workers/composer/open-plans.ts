import path from 'node:path';
import { planFileOf } from '../../composer/plan/plan-model.js';
import type { Checkpoint } from '../../model/checkpoint/checkpoint.js';
import { listModels, openModel } from '../../model/checkpoint/model-store.js';

/** Opens the network whose plans the model in a file plays, from the models in some folders; undefined without one. */
export const openPlansFrom =
  (folders: readonly string[]) =>
  async (file: string): Promise<Checkpoint | undefined> => {
    const stored = planFileOf(file, await listModels([path.dirname(file), ...folders]));
    return stored && openModel(stored);
  };
