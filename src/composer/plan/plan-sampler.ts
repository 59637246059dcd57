import type { Meter } from '../../music/meter.js';
import { STEPS_PER_BEAT } from '../../encoding/shared/grid.js';
import { METER_COUNT, barStepsOf, meterIdOf, meterOfId } from '../../encoding/vocabulary/meter.js';
import { COMPOSER_SLOTS } from '../../encoding/piano/piano-schema.js';
import type { Mode, MusicPlan, PlanBar, PlanSlot } from '../../encoding/plan/music-plan.js';
import {
  planOfCursor,
  planStartRow,
  rowsOfBar,
  slotChoice,
  slotsByBar,
} from '../../encoding/plan-events/plan-events.js';
import {
  afterBar,
  afterSlot,
  emptyPlan,
  type PlanAbout,
  type PlanCursor,
} from '../../encoding/plan-events/plan-cursor.js';
import { writeWhere, type BarTold } from '../../encoding/plan-events/given-fields.js';
import { transposeSlot } from '../../encoding/plan/transpose-plan.js';
import {
  absentPlanRow,
  planColumn,
  planEventsSchema,
  type PlanFieldName,
} from '../../encoding/plan-events/plan-events-schema.js';
import { walkBar, walkSlot, type ChooseId } from '../../encoding/plan-events/walk-plan.js';
import { sample, type Allowed } from '../../model/sampling/sample.js';
import type { EventModel, NetworkState } from '../../model/sampling/event-model.js';
import type { RandomSource } from '../../shared/random-source.js';
import { barRules, type BarContext } from './plan-bar-rules.js';
import { formBars, formPlace, type Form } from './plan-form.js';
import { defaultPlanSampling, type PlanSampling } from './plan-sampling.js';
import { slotRules, type SlotContext } from './plan-slot-rules.js';

/** Request for a plan. */
export interface PlanRequest {
  /** Slot of the model's table of composers; undefined for no composer. */
  readonly composer?: number | undefined;
  /** Undefined: chosen by the network for the composer. */
  readonly metre?: Meter | undefined;
  readonly mode?: Mode;
  readonly tonic: number;
  /** Length; undefined while it is open. A form has its own. */
  readonly bars?: number | undefined;
  readonly form?: Form | undefined;
  /** Whether a form begins again at its end instead of ending the piece. */
  readonly repeatForm?: boolean;
  /** Where the first bar begins. */
  readonly step?: number | undefined;
}

/** State of sampling a plan. Immutable: to take bars back, keep the state from before them. */
export interface PlanState {
  readonly network: NetworkState;
  readonly cursor: PlanCursor;
  readonly metre: Meter;
  /** Bars still to come; undefined while the length is open. */
  readonly barsToCome: number | undefined;
  readonly form: Form | undefined;
}

/** A sampled bar, and the state after it. */
export interface SampledBar {
  readonly bar: PlanBar;
  readonly slots: readonly PlanSlot[];
  readonly standing: PlanState;
}

const COMMON_TIME: Meter = { numerator: 4, denominator: 4 };

const placeOf = (name: PlanFieldName) => ({ field: planEventsSchema[planColumn[name]], index: planColumn[name] });

/** Samples plans bar by bar with a plan network. */
export class PlanSampler {
  readonly #model: EventModel;
  readonly #sampling: PlanSampling;

  /** The model stays the caller's to close. */
  constructor(model: EventModel, sampling: PlanSampling = defaultPlanSampling) {
    this.#model = model;
    this.#sampling = sampling;
  }

  /** The state before the first bar; chooses metre and mode if they are not given. */
  async begin(request: PlanRequest, random: RandomSource): Promise<PlanState> {
    const { composer = COMPOSER_SLOTS, tonic, form, bars, repeatForm = false, step } = request;
    const network = await this.#model.advance(planStartRow({ composer }));
    const barsToCome = form ? (repeatForm ? undefined : formBars(form)) : bars;
    const ids = absentPlanRow();
    const unknown: PlanAbout = { composer, tonic, mode: 'major' };
    const told = { metre: METER_COUNT, steps: 4 * STEPS_PER_BEAT, barsLeft: barsToCome && barsToCome - 1 };
    writeWhere(ids, emptyPlan(unknown), told, 0);
    const pick = (name: PlanFieldName): number => (ids[planColumn[name]] = this.#sample(network, name, ids, random));
    const metre = request.metre ?? meterOfId(pick('pieceMetre')) ?? COMMON_TIME;
    ids[planColumn.pieceMetre] = meterIdOf(metre);
    const mode = request.mode ?? (pick('pieceMode') === 1 ? 'minor' : 'major');
    return { network, cursor: emptyPlan({ composer, tonic, mode }, step), metre, barsToCome, form };
  }

  /** The next bar; undefined after the last. */
  async next(standing: PlanState, random: RandomSource): Promise<SampledBar | undefined> {
    const { cursor, metre, barsToCome, form } = standing;
    if (barsToCome === 0) return undefined;
    const told = toldOf(standing, barStepsOf(metre));
    const place = form && formPlace(form, cursor.bars.length);
    const context: BarContext = { cursor, steps: told.steps, barsLeft: told.barsLeft, form: place };
    const ids = absentPlanRow();
    const bar = walkBar(ids, cursor, told, (name) => {
      if (name === 'pieceMetre') return told.metre;
      if (name === 'pieceMode') return cursor.about.mode === 'minor' ? 1 : 0;
      return this.#sample(standing.network, name, ids, random, barRules[name]?.(context, ids));
    });
    return this.#drawSlots(standing, bar, told, ids, random);
  }

  /** The state after a bar that was not sampled, for example one that was played. */
  async ingest(standing: PlanState, bar: PlanBar, slots: readonly PlanSlot[]): Promise<PlanState> {
    const { rows, after } = rowsOfBar(standing.cursor, bar, slots, toldOf(standing, bar.steps));
    let { network } = standing;
    for (const row of rows) network = await this.#model.advance(row, network);
    return { ...standing, network, cursor: after, barsToCome: lessOne(standing) };
  }

  /** The state after the last bar of a plan, in the request's key. */
  async after(plan: MusicPlan, request: PlanRequest, random: RandomSource): Promise<PlanState> {
    const { tonic, mode } = plan;
    let standing = await this.begin({ ...request, tonic, mode, step: plan.bars.at(0)?.step ?? 0 }, random);
    const slots = slotsByBar(plan);
    for (const [index, bar] of plan.bars.entries()) standing = await this.ingest(standing, bar, slots[index]);
    return standing;
  }

  async #drawSlots(
    standing: PlanState,
    bar: PlanBar,
    told: BarTold,
    first: Int32Array,
    random: RandomSource,
  ): Promise<SampledBar> {
    const { cursor } = standing;
    const copies = copiedSlots(cursor, bar);
    const slots: PlanSlot[] = [];
    let { network } = standing;
    let { before, step } = cursor;
    let ids = first;
    while (step < bar.step + bar.steps) {
      const row = ids;
      const left = bar.step + bar.steps - step;
      const context: SlotContext = { cursor, bar, barsLeft: told.barsLeft, before, left, index: slots.length };
      const state = network;
      const drawn: ChooseId = (name) => this.#sample(state, name, row, random, slotRules[name]?.(context, row));
      const copy = copies.at(slots.length);
      const slot = walkSlot(
        row,
        cursor,
        bar,
        told,
        before,
        step,
        copy ? slotChoice(cursor, copy, before, left) : drawn,
      );
      slots.push(slot);
      network = await this.#model.advance(row, network);
      before = afterSlot(before, slot);
      step += slot.steps;
      ids = absentPlanRow();
    }
    const after = afterBar(cursor, bar, slots);
    return { bar, slots, standing: { ...standing, network, cursor: after, barsToCome: lessOne(standing) } };
  }

  /** Samples a field; among all ids if the rules allow none. */
  #sample(
    network: NetworkState,
    name: PlanFieldName,
    ids: Int32Array,
    random: RandomSource,
    allowed?: Allowed,
  ): number {
    const logits = this.#model.logits(network, placeOf(name), ids);
    const possible = allowed && logits.some((_, id) => allowed(id)) ? allowed : undefined;
    return sample(logits, this.#sampling(name), random, possible);
  }
}

const lessOne = ({ barsToCome }: PlanState): number | undefined =>
  barsToCome === undefined ? undefined : Math.max(0, barsToCome - 1);

const toldOf = ({ metre, barsToCome }: PlanState, steps: number): BarTold => ({
  metre: meterIdOf(metre),
  steps,
  barsLeft: barsToCome === undefined ? undefined : Math.max(0, barsToCome - 1),
});

/** The slots of a repeated bar, copied from there; none if it should vary. */
const copiedSlots = ({ slots }: PlanCursor, { kind, reference, shift }: PlanBar): readonly PlanSlot[] =>
  kind === 'exact' || kind === 'shifted' ? slots[reference].map((slot) => transposeSlot(slot, shift)) : [];

/** Ends the piece after some bars, at least one. */
export const endAfter = (standing: PlanState, bars: number): PlanState => ({
  ...standing,
  barsToCome: Math.max(1, bars),
  form: undefined,
});

/** Ends the piece within some bars: at the end of the phrase if that comes by then, else after all of them. */
export const endWithin = (standing: PlanState, bars: number): PlanState => {
  const phraseLeft = standing.cursor.bars.at(-1)?.phraseLeft ?? 0;
  return endAfter(standing, phraseLeft >= 2 && phraseLeft <= bars ? phraseLeft : bars);
};

/** All bars sampled so far. */
export const sampledPlan = ({ cursor }: PlanState): MusicPlan => planOfCursor(cursor);
