import type { Checkpoint } from '../../model/checkpoint/checkpoint.js';
import type { Engine } from '../../model/runtimes/engine.js';
import { loadEventModel, type EventModel } from '../../model/sampling/event-model.js';
import type { RandomSource } from '../../shared/random-source.js';
import { plans } from '../../encoding/plan/plan-schema.js';
import { loadPlanModel, type PlanModel } from '../plan/plan-model.js';
import { openPlayableModel, type OpenedModel, type ModelPlace } from './open-model.js';

export interface ModelLoaderOptions {
  readonly engine: Engine;
  readonly open: (place: ModelPlace) => Promise<Checkpoint>;
  /** The plan network for a model file; undefined if there is none. */
  readonly openPlans?: (file: string) => Promise<Checkpoint | undefined>;
  /** Random source for choosing the primer; the same for each call. */
  readonly random: () => RandomSource;
}

interface LoadedNetwork {
  readonly checkpoint: Checkpoint;
  readonly model: EventModel;
  readonly plans?: PlanModel;
}

/** A shared network, and the number of its users. */
interface Shared {
  readonly loaded: Promise<LoadedNetwork>;
  users: number;
}

/** Loads playable models; those of one file share one network, so that switching between them keeps its memory. */
export class ModelLoader {
  readonly #options: ModelLoaderOptions;
  readonly #shared = new Map<string, Shared>();

  constructor(options: ModelLoaderOptions) {
    this.#options = options;
  }

  async load(place: ModelPlace): Promise<OpenedModel> {
    const shared = this.#shared.get(place.file) ?? this.#share(place);
    shared.users++;
    const release = (): Promise<void> => this.#release(place.file, shared);
    try {
      const { checkpoint, model, plans } = await shared.loaded;
      return openPlayableModel(place, checkpoint, model, release, this.#options.random(), plans);
    } catch (error) {
      await release();
      throw error;
    }
  }

  #share(place: ModelPlace): Shared {
    const shared: Shared = { loaded: this.#open(place), users: 0 };
    this.#shared.set(place.file, shared);
    return shared;
  }

  async #open(place: ModelPlace): Promise<LoadedNetwork> {
    const { open, openPlans, engine } = this.#options;
    const checkpoint = await open(place);
    const { network } = checkpoint.card;
    const model = await loadEventModel(engine, network, checkpoint.weights);
    const planned = plans(network.schema) ? await openPlans?.(place.learned?.from ?? place.file) : undefined;
    return { checkpoint, model, ...(planned ? { plans: await loadPlanModel(engine, planned) } : {}) };
  }

  /** The last one closes it. */
  async #release(file: string, shared: Shared): Promise<void> {
    if (--shared.users > 0) return;
    if (this.#shared.get(file) === shared) this.#shared.delete(file);
    const loaded = await shared.loaded.catch(() => undefined);
    await loaded?.model.close();
    await loaded?.plans?.model.close();
  }
}
