import type { EventModel } from '../../model/sampling/event-model.js';
import type { SamplingTables } from '../piano/sampling-tables.js';
import type { PlanModel } from '../plan/plan-model.js';
import type { LivePrimer } from './live-primer.js';

/** A model, ready to play live. */
export interface LiveModel extends SamplingTables {
  readonly name: string;
  /** 0 as trained, else the number of lessons. */
  readonly edition: number;
  /** The file of the trained network: states of one edition remain valid for a later one. */
  readonly family: string;
  /** Its network, which others may share. */
  readonly model: EventModel;
  /** Releases the network. */
  readonly release: () => Promise<void>;
  /** Whether it distinguishes a live player's part from its own. */
  readonly hearsPlayer: boolean;
  /** The id in its rows for the composer or blend that it plays (style-embedding-id.ts). */
  readonly composerSlot: number;
  /** The composer's slot in the model's own table; null for no composer. */
  readonly composer: string | null;
  /** The plan network; absent if it plays without plans. */
  readonly plans?: PlanModel | undefined;
  /** The primer for a session that starts with this composer. */
  readonly beginning: LivePrimer;
}

/** Prepares a model by name and edition; rejects with a DaemonError if it cannot. */
export type LoadLiveModel<Model extends ReadyModel = LiveModel> = (name: string, edition: number) => Promise<Model>;

/** Something that was prepared and can be released. */
export type ReadyModel = Pick<LiveModel, 'name' | 'release'>;

/** Number of models kept ready, since earlier ones are likely to be played again. */
const MOST_READY = 3;

/** Whether a model can continue from the other's state: the same network, or a later edition of it. */
export const goesOnFrom = (next: LiveModel, before: LiveModel): boolean =>
  next.model === before.model || (next.family === before.family && next.edition > before.edition);

type Named = Pick<LiveModel, 'name' | 'edition'>;

const keyOf = ({ name, edition }: Named): string => `${edition} ${name}`;

/** The models that are ready or loading. */
export class LiveModels<Model extends ReadyModel = LiveModel> {
  readonly #load: LoadLiveModel<Model>;
  readonly #ready = new Map<string, Promise<Model>>();
  /** Names of models whose files changed while in use. */
  readonly #stale = new Set<string>();

  constructor(load: LoadLiveModel<Model>) {
    this.#load = load;
  }

  /** Loads a model once; a failed one is tried again at the next request. */
  get(name: string, edition: number): Promise<Model> {
    const key = keyOf({ name, edition });
    const known = this.#ready.get(key);
    if (known) return known;
    const loading = this.#load(name, edition);
    this.#ready.set(key, loading);
    loading.catch(() => this.#ready.delete(key));
    return loading;
  }

  /** Releases all but the latest few, other editions and changed models; never the one in use. */
  async trim(inUse: Named): Promise<void> {
    for (const name of this.#stale) await this.unload(name, inUse.name);
    const others = [...this.#ready.keys()].filter((key) => key !== keyOf(inUse));
    const outdated = others.filter((key) => !key.startsWith(`${inUse.edition} `));
    const surplus = others.filter((key) => !outdated.includes(key)).slice(0, -(MOST_READY - 1));
    for (const key of [...outdated, ...surplus]) await this.#drop(key);
  }

  /** Releases all editions of a model whose file has changed: at once, or when no longer in use. */
  async unload(name: string, inUse: string | undefined): Promise<void> {
    if (name === inUse) {
      this.#stale.add(name);
      return;
    }
    this.#stale.delete(name);
    for (const key of [...this.#ready.keys()].filter((each) => each.slice(each.indexOf(' ') + 1) === name)) {
      await this.#drop(key);
    }
  }

  async #drop(key: string): Promise<void> {
    const known = this.#ready.get(key);
    this.#ready.delete(key);
    await known?.then(({ release }) => release()).catch(() => undefined);
  }

  async close(): Promise<void> {
    for (const key of [...this.#ready.keys()]) await this.#drop(key);
  }
}
