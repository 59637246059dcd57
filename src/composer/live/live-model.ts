import type { EventModel } from '../../model/sampling/event-model.js';
import type { Beginning } from './beginning.js';

/** A model made ready to play live. */
export interface LiveModel {
  readonly name: string;
  /** Its network, which others may share. */
  readonly model: EventModel;
  /** Lets go of the network. */
  readonly release: () => Promise<void>;
  /** Whether it tells a live player's part from its own. */
  readonly hearsPlayer: boolean;
  /** What stands in its rows for the composer or the blend that it plays (composer-id.ts). */
  readonly composerSlot: number;
  /** Music of the composer to go on from where a session begins with him. */
  readonly beginning: Beginning;
}

/** Makes a model ready by name; rejects with a DaemonError where it cannot. */
export type LoadLiveModel<Model extends ReadyModel = LiveModel> = (name: string) => Promise<Model>;

/** What has been made ready and can be let go. */
type ReadyModel = Pick<LiveModel, 'name' | 'release'>;

/** Models kept ready: what was played before is likely to be played again. */
const MOST_READY = 3;

/** The models that are ready or on their way. */
export class LiveModels<Model extends ReadyModel = LiveModel> {
  readonly #load: LoadLiveModel<Model>;
  readonly #ready = new Map<string, Promise<Model>>();

  constructor(load: LoadLiveModel<Model>) {
    this.#load = load;
  }

  /** Loads a model once; one that failed is tried again when it is asked for again. */
  get(name: string): Promise<Model> {
    const known = this.#ready.get(name);
    if (known) return known;
    const loading = this.#load(name);
    this.#ready.set(name, loading);
    loading.catch(() => this.#ready.delete(name));
    return loading;
  }

  /** Lets go of all but the latest few; never of the one in use. */
  async trim(inUse: string): Promise<void> {
    const surplus = [...this.#ready.keys()].filter((name) => name !== inUse).slice(0, -(MOST_READY - 1));
    for (const name of surplus) await this.forget(name);
  }

  async forget(name: string): Promise<void> {
    const known = this.#ready.get(name);
    this.#ready.delete(name);
    await known?.then(({ release }) => release()).catch(() => undefined);
  }

  async close(): Promise<void> {
    for (const name of [...this.#ready.keys()]) await this.forget(name);
  }
}
