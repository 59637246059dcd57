import type { GramSet } from '../../encoding/memorisation/note-grams.js';
import type { EventModel } from '../../model/sampling/event-model.js';
import type { PlanModel } from '../plan/plan-model.js';
import type { LivePrimer } from './live-primer.js';

/** A model made ready to play live. */
export interface LiveModel {
  readonly name: string;
  /** 0 as it was trained, else after so many lessons. */
  readonly edition: number;
  /** The file of the network as it was trained: memories of one edition of it mean the same to a later one. */
  readonly family: string;
  /** Its network, which others may share. */
  readonly model: EventModel;
  /** Lets go of the network. */
  readonly release: () => Promise<void>;
  /** Whether it tells a live player's part from its own. */
  readonly hearsPlayer: boolean;
  /** What stands in its rows for the composer or the blend that it plays (composer-id.ts). */
  readonly composerSlot: number;
  /** Whose music it plays, by the model's own table; null leaves the model to itself. */
  readonly composer: string | null;
  /** The music that it could quote; absent where nobody has told. */
  readonly learned?: GramSet;
  /** The network whose plans it plays; absent where it plays from bar to bar. */
  readonly plans?: PlanModel | undefined;
  /** Music of the composer to go on from where a session begins with him. */
  readonly beginning: LivePrimer;
}

/** Makes a model ready by name and edition; rejects with a DaemonError where it cannot. */
export type LoadLiveModel<Model extends ReadyModel = LiveModel> = (name: string, edition: number) => Promise<Model>;

/** What has been made ready and can be let go. */
export type ReadyModel = Pick<LiveModel, 'name' | 'release'>;

/** Models kept ready: what was played before is likely to be played again. */
const MOST_READY = 3;

/** Whether a model can go on from what the other remembers: it is the same network, or has learned on since. */
export const goesOnFrom = (next: LiveModel, before: LiveModel): boolean =>
  next.model === before.model || (next.family === before.family && next.edition > before.edition);

type Named = Pick<LiveModel, 'name' | 'edition'>;

const keyOf = ({ name, edition }: Named): string => `${edition} ${name}`;

/** The models that are ready or on their way. */
export class LiveModels<Model extends ReadyModel = LiveModel> {
  readonly #load: LoadLiveModel<Model>;
  readonly #ready = new Map<string, Promise<Model>>();
  /** Names of those whose files have changed while they were in use. */
  readonly #stale = new Set<string>();

  constructor(load: LoadLiveModel<Model>) {
    this.#load = load;
  }

  /** Loads a model once; one that failed is tried again when it is asked for again. */
  get(name: string, edition: number): Promise<Model> {
    const key = keyOf({ name, edition });
    const known = this.#ready.get(key);
    if (known) return known;
    const loading = this.#load(name, edition);
    this.#ready.set(key, loading);
    loading.catch(() => this.#ready.delete(key));
    return loading;
  }

  /** Lets go of all but the latest few, of other editions and of what has changed; never of the one in use. */
  async trim(inUse: Named): Promise<void> {
    for (const name of this.#stale) await this.unload(name, inUse.name);
    const others = [...this.#ready.keys()].filter((key) => key !== keyOf(inUse));
    const outdated = others.filter((key) => !key.startsWith(`${inUse.edition} `));
    const surplus = others.filter((key) => !outdated.includes(key)).slice(0, -(MOST_READY - 1));
    for (const key of [...outdated, ...surplus]) await this.#drop(key);
  }

  /** Lets go of a model, whose file has changed, in all its editions: at once, or when it is in use no more. */
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
