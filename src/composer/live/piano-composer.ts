import { stepOfTick } from '../../encoding/shared/grid.js';
import { pianoColumn } from '../../encoding/piano/piano-schema.js';
import { waitSteps } from '../../encoding/vocabulary/wait.js';
import type { Clock } from '../../performance/clock.js';
import type { ComposerAnswer, Edition, Revision } from '../../performance/composer.js';
import { unplanned, type Told } from '../../encoding/plan/told-plan.js';
import { afterEvent, type ListeningModel, type ContinuationState } from '../piano/continuation-state.js';
import { afterOwn } from '../piano/quote-limit.js';
import type { LivePrimer } from './live-primer.js';
import { composedEvent, placedRow } from './composed-event.js';
import { samplingOf, eventConstraintsOf } from './event-constraints.js';
import { afterPlaced, broughtNear } from './ingest-event.js';
import { finalChordOf } from '../plan/final-chord.js';
import { liveBounds } from './live-bounds.js';
import { LiveEnding, planWishOf } from './live-ending.js';
import { LivePlan } from './live-plan.js';
import { LiveScore, REHEARD, type Heard } from './live-score.js';
import { PlanTold } from './planned-bars.js';
import { ModelWorker, type ComposingStrategy, type ModelWorkerOptions } from './model-worker.js';
import { goesOnFrom, type LiveModel } from './live-model.js';

export interface PianoComposerOptions {
  /** With the numbers of revision and event it determines all randomness. */
  readonly seed: number;
  readonly clock: Clock;
  readonly answer: (answer: ComposerAnswer) => void;
}

/** Weight of the latest step in the running mean of step times. */
const STEP_WEIGHT = 0.1;

/**
 * Composes while others play: holds what was played, by whom, goes back when it turns out otherwise, and draws the
 * next event ahead of time. What is under way when a new revision comes is dropped.
 */
class PianoComposer implements ComposingStrategy<LiveModel, LivePrimer> {
  readonly learns = true;
  readonly #seed: number;
  readonly #clock: Clock;
  readonly #answer: (answer: ComposerAnswer) => void;
  readonly #score = new LiveScore();
  readonly #plan: LivePlan;
  readonly #ending = new LiveEnding();
  #told: Told = unplanned;
  readonly #planTold = new PlanTold();
  #current: LiveModel | undefined;
  #revision: Revision | undefined;
  /** Changes whenever work in progress becomes outdated. */
  #epoch = 0;
  #drawn = 0;
  #drawnTick = -Infinity;
  #untilTick = -Infinity;
  #stepMs = 0;

  constructor({ seed, clock, answer }: PianoComposerOptions) {
    this.#seed = seed;
    this.#clock = clock;
    this.#answer = answer;
    this.#plan = new LivePlan(seed);
  }

  get playing(): Edition | undefined {
    return this.#current && { composer: this.#current.name, edition: this.#current.edition };
  }

  begin(model: LiveModel, primer = model.beginning): LivePrimer {
    this.#current = model;
    this.#score.begin(primer, REHEARD);
    return primer;
  }

  takeOver(next: LiveModel): void {
    const before = this.#model;
    this.#current = next;
    if (!goesOnFrom(next, before)) this.#score.timeline.rehear(REHEARD); // otherwise its memory is complete
  }

  revise(revision: Revision): void {
    this.#epoch++;
    const isAnother = this.#revision !== undefined && revision.piece !== this.#revision.piece;
    this.#revision = revision;
    this.#ending.reset();
    this.#drawn = 0;
    this.#drawnTick = -Infinity;
    this.#untilTick = -Infinity;
    this.#score.revise(revision);
    this.#plan.takeBack(revision.kept);
    if (isAnother && this.#current?.plans) this.#score.timeline.rehear(0); // with a plan, a new piece needs no primer
  }

  composeUntil(revision: number, untilTick: number): boolean {
    if (revision !== this.#revision?.revision) return false;
    this.#untilTick = Math.max(this.#untilTick, untilTick);
    return true;
  }

  halt(): void {
    this.#untilTick = -Infinity;
  }

  async step(): Promise<boolean> {
    const hears = this.#score.timeline.unheard !== undefined;
    if (!hears && this.#drawnTick >= this.#untilTick) return false;
    await (hears ? this.#ingestNext() : this.#composeNext());
    return true;
  }

  async #ingestNext(): Promise<void> {
    const { unheard } = this.#score.timeline;
    if (!unheard) return;
    const epoch = this.#epoch;
    const from = await this.#standingAfter(unheard.before, unheard.event.step);
    if (!from) return;
    const { event } = unheard;
    const told = await this.#plan.ingest(this.#model.plans, this.#score.timeline.events, event.step);
    if (epoch !== this.#epoch) return;
    this.#told = told;
    const heard = await afterPlaced(this.#listening, from, event, this.#model.hearsPlayer);
    const state = event.ordinal < 0 ? heard : afterOwn(heard, event.what, this.#listening);
    if (epoch === this.#epoch) this.#score.timeline.ingest(state);
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
    const near = broughtNear(last, earliestStep, onTheDot);
    const told = await this.#emit(revision, Math.max(near.cursor.step, earliestStep));
    if (epoch !== this.#epoch) return;
    this.#planTold.emit(told.plan, near.cursor.step, this.#answer);
    this.#told = told;
    const { events } = this.#score.timeline;
    const { plans, model, calibration } = this.#model;
    this.#ending.place(revision, plans && this.#plan.endStep, this.#score.metres, this.#answer);
    const drawing = { ...this.#listening, model, calibration, ...samplingOf(revision, this.#seed, this.#drawn) };
    const limits = eventConstraintsOf(revision, events, near.cursor.step, onTheDot);
    const drawn = await this.#ending.sample(drawing, near, limits, finalChordOf(told), events);
    if (epoch !== this.#epoch) return;
    if (!drawn) {
      this.#drawnTick = Infinity; // nothing comes after the end
      return;
    }
    const { ids, from } = drawn;
    const heard = await afterEvent(this.#listening, from, ids);
    const state = afterOwn(heard, ids[pianoColumn.what], this.#listening);
    if (epoch !== this.#epoch) return;
    const placed = placedRow(ids, from.cursor.step + waitSteps(ids[pianoColumn.wait]));
    this.#score.timeline.compose(placed, state);
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

  get #listening(): ListeningModel {
    const { settings } = this.#revision ?? {};
    const bounds = liveBounds(settings ?? { register: null, key: 'off' });
    const { model, learned } = this.#model;
    return { model, bounds, told: this.#told, ...(learned ? { learned } : {}) };
  }

  /** The plan for an event at a step or later. */
  #emit(revision: Revision, step: number): Promise<Told> {
    const asked = planWishOf(revision, this.#model.composer, this.#score.metres);
    const number = revision.kept + this.#drawn;
    return this.#plan.planFor(this.#model.plans, asked, this.#score.timeline.events, step, number);
  }

  /** The state after an event, or before all of them; undefined if the latest music must be ingested again. */
  #standingAfter(before: Heard | undefined, step: number): Promise<ContinuationState | undefined> {
    const { composerSlot, beginning } = this.#model;
    const about = { composer: composerSlot, source: beginning.source };
    return this.#score.standingAfter(before, this.#listening, about, step);
  }
}

/** Piano networks beside the beat. */
export type LivePianoComposer = ModelWorker<LiveModel, LivePrimer>;

export const livePianoComposer = (options: PianoComposerOptions & ModelWorkerOptions<LiveModel>): LivePianoComposer =>
  new ModelWorker(new PianoComposer(options), options);
