import { stepOfTick } from '../../encoding/grid.js';
import { pianoColumn } from '../../encoding/piano-schema.js';
import { waitSteps } from '../../encoding/wait-vocabulary.js';
import { derivedRandom } from '../../model/sampling/random-source.js';
import type { Clock } from '../../performance/clock.js';
import type { ComposerAnswer, ComposerRequest, Edition, Revision } from '../../performance/composer.js';
import { isSameEdition } from '../../performance/composer.js';
import { DaemonError } from '../../shared/error.js';
import { unplanned, type Told } from '../../encoding/plan/told-plan.js';
import { fieldSampling } from '../field-sampling.js';
import { afterEvent, drawEvent, type Listening, type Standing, type Wishes } from '../continuation.js';
import { afterOwn } from '../quote-limit.js';
import { blamingModel } from '../network-fault.js';
import type { Beginning } from './beginning.js';
import { composedEvent, placedRow } from './composed-event.js';
import { densityBias } from './density.js';
import { afterPlaced, broughtNear, firstStanding } from './hearing.js';
import { keyOf } from './key-lock.js';
import { liveBounds } from './live-bounds.js';
import { LivePlan } from './live-plan.js';
import { LiveScore } from './live-score.js';
import { LiveModels, goesOnFrom, type LiveModel, type LoadLiveModel } from './live-model.js';

export interface LiveComposerOptions {
  /** With the numbers of revision and event it gives all chance. */
  readonly seed: number;
  readonly load: LoadLiveModel;
  readonly clock: Clock;
  readonly answer: (answer: ComposerAnswer) => void;
}

/** So much of the music another network hears when it takes over. */
const REHEARD = 256;
/** Weight of the latest step in the mean time a step takes. */
const STEP_WEIGHT = 0.1;

/**
 * Composes while others play: holds what was played, by whom, goes back when it turns out otherwise, and draws the
 * next event ahead of time. One thing is done at a time; what is under way when a new revision comes is dropped.
 */
export class LiveComposer {
  readonly #seed: number;
  readonly #clock: Clock;
  readonly #answer: (answer: ComposerAnswer) => void;
  readonly #models: LiveModels;
  readonly #score = new LiveScore();
  readonly #plan: LivePlan;
  #told: Told = unplanned;
  #current: LiveModel | undefined;
  #refused: Edition | undefined;
  /** Changed on the disk while they play. */
  readonly #stale = new Set<string>();
  #revision: Revision | undefined;
  /** Changes whenever what is under way has become void. */
  #epoch = 0;
  #drawn = 0;
  #drawnTick = -Infinity;
  #untilTick = -Infinity;
  #stepMs = 0;
  #working: Promise<void> | undefined;
  #isWoken = false;
  #closed = false;

  constructor({ seed, load, clock, answer }: LiveComposerOptions) {
    this.#seed = seed;
    this.#clock = clock;
    this.#answer = answer;
    this.#models = new LiveModels(load);
    this.#plan = new LivePlan(seed);
  }

  /** Loads the first model and hears the music to go on from: its own, or another. */
  async begin(name: string, music?: Beginning): Promise<Beginning> {
    const current = await this.#models.get(name, 0);
    const beginning = music ?? current.beginning;
    this.#current = current;
    this.#score.begin(beginning, REHEARD);
    await this.#wake();
    return beginning;
  }

  request(request: ComposerRequest): void {
    switch (request.kind) {
      case 'revise':
        this.#revise(request);
        break;
      case 'compose':
        if (request.revision !== this.#revision?.revision) return;
        this.#untilTick = Math.max(this.#untilTick, request.untilTick);
        break;
      case 'prepare':
        this.#prepare(request);
        return;
    }
    void this.#wake();
  }

  /** A model's file has changed: it is read again when it is next chosen. */
  async forget(name: string): Promise<void> {
    if (name === this.#current?.name) this.#stale.add(name);
    else await this.#models.forget(name);
  }

  /** Resolves when all that was asked has been done. */
  async settled(): Promise<void> {
    await this.#working;
  }

  /** Ends after the step in hand. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.#working;
    await this.#models.close();
  }

  #revise(revision: Revision): void {
    this.#epoch++;
    this.#revision = revision;
    this.#drawn = 0;
    this.#drawnTick = -Infinity;
    this.#untilTick = -Infinity;
    this.#refused = undefined;
    this.#score.revise(revision);
  }

  #prepare({ composer, edition }: Edition): void {
    this.#models.get(composer, edition).then(
      () => this.#answer({ kind: 'prepared', composer, edition }),
      (error: unknown) => this.#refuse({ composer, edition }, error),
    );
  }

  #wake(): Promise<void> {
    this.#isWoken = true;
    this.#working ??= this.#work().finally(() => (this.#working = undefined));
    return this.#working;
  }

  async #work(): Promise<void> {
    while (this.#isWoken && !this.#closed) {
      this.#isWoken = false; // what comes while the last step ends is not overlooked
      while (!this.#closed && (await this.#step()));
    }
  }

  /** One step of the network; false when there is nothing to do. */
  async #step(): Promise<boolean> {
    const playing: Edition = { composer: this.#model.name, edition: this.#model.edition };
    const wanted = this.#revision?.settings ?? playing;
    const changes = !isSameEdition(wanted, playing) && !isSameEdition(wanted, this.#refused);
    const hears = this.#score.timeline.unheard !== undefined;
    if (!changes && !hears && this.#drawnTick >= this.#untilTick) return false;
    try {
      if (changes) await this.#takeOver(wanted);
      else await blamingModel(this.#model.name, () => (hears ? this.#hearNext() : this.#composeNext()));
      return true;
    } catch (error) {
      this.#refuse(wanted, error);
      if (changes) return true; // the one before plays on
      this.#untilTick = -Infinity; // a network without numbers has nothing to say
      return false;
    }
  }

  /** A fault the user can mend is told; any other is a bug and ends the thread. */
  #refuse({ composer, edition }: Edition, error: unknown): void {
    if (!(error instanceof DaemonError)) throw error;
    this.#refused = { composer, edition };
    this.#answer({ kind: 'refused', composer, edition, reason: error.message });
  }

  async #takeOver({ composer, edition }: Edition): Promise<void> {
    const epoch = this.#epoch;
    const next = await this.#models.get(composer, edition);
    if (epoch !== this.#epoch) return;
    const before = this.#model;
    this.#current = next;
    if (!goesOnFrom(next, before)) this.#score.timeline.rehear(REHEARD); // else it remembers all
    if (next.name !== before.name && this.#stale.delete(before.name)) await this.#models.forget(before.name);
    await this.#models.trim(next);
  }

  async #hearNext(): Promise<void> {
    const { unheard } = this.#score.timeline;
    if (!unheard) return;
    const epoch = this.#epoch;
    const from = await this.#standingAfter(unheard.before, unheard.event.step);
    if (!from) return;
    const { event } = unheard;
    const heard = await afterPlaced(this.#listening, from, event, this.#model.hearsPlayer);
    const standing = event.ordinal < 0 ? heard : afterOwn(heard, event.what, this.#listening);
    if (epoch === this.#epoch) this.#score.timeline.hear(standing);
  }

  async #composeNext(): Promise<void> {
    const revision = this.#revision;
    if (!revision) return;
    const epoch = this.#epoch;
    const startedMs = this.#clock.nowMs();
    const earliestStep = stepOfTick(revision.fromTick);
    const last = await this.#standingAfter(this.#score.timeline.last, earliestStep);
    if (!last) return;
    const onTheDot = revision.onTheDot && this.#drawn === 0;
    const from = broughtNear(last, earliestStep, onTheDot);
    const told = await this.#tell(revision, Math.max(from.cursor.step, earliestStep));
    if (epoch !== this.#epoch) return;
    this.#told = told;
    const ids = await drawEvent(this.#drawing(revision), from, this.#wishes(revision, from, onTheDot));
    const heard = await afterEvent(this.#listening, from, ids);
    const standing = afterOwn(heard, ids[pianoColumn.what], this.#listening);
    if (epoch !== this.#epoch) return;
    const placed = placedRow(ids, from.cursor.step + waitSteps(ids[pianoColumn.wait]));
    this.#score.timeline.compose(placed, standing);
    this.#drawn++;
    const event = composedEvent(placed);
    this.#drawnTick = event.tick;
    const tookMs = this.#clock.nowMs() - startedMs;
    this.#stepMs = this.#stepMs === 0 ? tookMs : this.#stepMs + STEP_WEIGHT * (tookMs - this.#stepMs);
    this.#answer({ kind: 'composed', revision: revision.revision, events: [event], stepMs: this.#stepMs });
  }

  get #model(): LiveModel {
    if (!this.#current) throw new Error('the live composer was not begun');
    return this.#current;
  }

  get #listening(): Listening {
    const { settings } = this.#revision ?? {};
    const bounds = liveBounds(settings ?? { register: null, keyLock: 'off' });
    const { model, learned } = this.#model;
    return { model, bounds, told: this.#told, ...(learned ? { learned } : {}) };
  }

  /** What is planned for an event at a step or behind it. */
  #tell({ settings: { keyLock } }: Revision, step: number): Promise<Told> {
    const { plans, composer } = this.#model;
    const key = keyOf(keyLock);
    const wish = { composer, metres: this.#score.metres, ...(key ? { key } : {}) };
    return this.#plan.tell(plans, wish, this.#score.timeline.events, step);
  }

  #drawing(revision: Revision) {
    const { temperature, topP, quoteLimit } = revision.settings;
    const random = derivedRandom(this.#seed, revision.revision, this.#drawn);
    const sampling = fieldSampling({ temperature, topP, topK: Infinity });
    return { ...this.#listening, model: this.#model.model, sampling, random, quoteLimit };
  }

  #wishes({ settings: { density }, fromTick }: Revision, from: Standing, onTheDot: boolean): Wishes {
    const earliestStep = stepOfTick(fromTick);
    if (density === null) return { earliestStep, onTheDot };
    const waitBias = densityBias(density, this.#score.timeline.events, from.cursor.step);
    return { earliestStep, onTheDot, waitBias };
  }

  /**
   * The standing after an event, or before all of them, with the metres of now. Undefined where it is too far back:
   * then the latest music will be heard anew.
   */
  async #standingAfter(
    before: { readonly standing?: Standing } | undefined,
    step: number,
  ): Promise<Standing | undefined> {
    if (before && !before.standing) {
      this.#score.timeline.rehear(REHEARD);
      return undefined;
    }
    const { composerSlot, beginning } = this.#model;
    const about = { metres: this.#score.metres, composer: composerSlot, source: beginning.source };
    if (!before?.standing) return firstStanding(this.#listening, about, step);
    const { standing } = before;
    return { ...standing, cursor: { ...standing.cursor, ...about } };
  }
}
