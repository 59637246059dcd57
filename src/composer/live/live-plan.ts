import { spanAt, stepsIntoBar, type MetreSpan } from '../../encoding/bar-position.js';
import type { PlacedEvent } from '../../encoding/event-rows.js';
import { STEPS_PER_BEAT } from '../../encoding/grid.js';
import { metreOf, type Metre } from '../../encoding/metre-table.js';
import { PEDAL_DOWN_ID } from '../../encoding/piano-schema.js';
import { annotate } from '../../encoding/plan/annotate.js';
import type { MusicPlan } from '../../encoding/plan/music-plan.js';
import { barLinesOf, planNoteOf } from '../../encoding/plan/plan-of-rows.js';
import { unplanned, type Told, type ToldParts } from '../../encoding/plan/told-plan.js';
import type { PlanAhead } from '../plan/plan-ahead.js';
import type { PlanModel } from '../plan/plan-model.js';
import { planPiece } from '../plan/plan-piece.js';

/** Of the music so far the plan network hears so many bars. */
const BARS_HEARD = 16;
/** A player who has struck a key within so many beats is playing along. */
const PLAYING_BEATS = 2;

/** A player who plays along has harmony, melody and repeats in hand; what is told then is the place in the form. */
const besidePlayer: ToldParts = {
  harmony: false,
  references: false,
  place: true,
  density: true,
  loudness: true,
  contour: false,
  sounding: true,
};

/** What a plan is drawn for; where one of these changes it is drawn anew from the bar in hand. */
export interface PlanWish {
  readonly composer: string | null;
  readonly metres: readonly MetreSpan[];
  /** Pitch class of the key that is asked for, and its mode; undefined leaves both to the plan. */
  readonly key?: { readonly tonic: number; readonly mode: 'major' | 'minor' } | undefined;
}

/** One event of the performance. */
type Played = PlacedEvent & { readonly heardId?: number };

const isKey = ({ what }: PlacedEvent): boolean => what < PEDAL_DOWN_ID;

const barLineBefore = (metres: readonly MetreSpan[], step: number): number =>
  step - stepsIntoBar(spanAt(metres, step), step);

const metreAt = (metres: readonly MetreSpan[], step: number): Metre | undefined =>
  metreOf(spanAt(metres, step).metreId);

/** The plan of a performance: drawn ahead by a plan network, and anew where a player or a control turns the music. */
export class LivePlan {
  readonly #seed: number;
  #model: PlanModel | undefined;
  #ahead: PlanAhead | undefined;
  #drawnFor = '';
  /** The player's latest key that the plan has heard. */
  #heardId = -1;

  constructor(seed: number) {
    this.#seed = seed;
  }

  /** What is told for an event at `step` or behind it; the music so far without a plan network. */
  async tell(model: PlanModel | undefined, wish: PlanWish, played: readonly Played[], step: number): Promise<Told> {
    if (!model) return unplanned;
    await this.#renew(model, wish, played, step);
    const ahead = this.#ahead;
    if (!ahead) return unplanned;
    await ahead.reach(step);
    return isPlayingAlong(played, step) ? { ...ahead.told, parts: besidePlayer, recall: 'always' } : ahead.told;
  }

  #isFor(model: PlanModel, drawnFor: string): boolean {
    return this.#ahead !== undefined && model === this.#model && drawnFor === this.#drawnFor;
  }

  async #renew(model: PlanModel, wish: PlanWish, played: readonly Played[], step: number): Promise<void> {
    const metre = metreAt(wish.metres, step);
    const drawnFor = JSON.stringify([wish.composer, metre, wish.key]);
    const latest = played.findLast((event) => event.heardId !== undefined && isKey(event));
    const isTurned = latest !== undefined && latest.heardId !== this.#heardId && !isPlayingAlong(played, step);
    if (this.#isFor(model, drawnFor) && !isTurned) return;
    const line = barLineBefore(wish.metres, step);
    const before = latest === undefined && this.#ahead ? this.#ahead.told.plan : musicBefore(played, wish.metres, line);
    this.#ahead = await planPiece(model, {
      composer: wish.composer,
      seed: this.#seed,
      step: line,
      metre,
      key: wish.key,
      before: upTo(before, line),
    });
    this.#model = model;
    this.#drawnFor = drawnFor;
    this.#heardId = latest?.heardId ?? this.#heardId;
  }
}

const isPlayingAlong = (played: readonly Played[], step: number): boolean =>
  played.some(
    (event) => event.heardId !== undefined && isKey(event) && event.step > step - PLAYING_BEATS * STEPS_PER_BEAT,
  );

/** The plan of what was played before a bar line. */
const musicBefore = (played: readonly Played[], metres: readonly MetreSpan[], line: number): MusicPlan => {
  const { barSteps } = spanAt(metres, line);
  const from = line - BARS_HEARD * (barSteps > 0 ? barSteps : 4 * STEPS_PER_BEAT);
  const notes = played.filter((event) => isKey(event) && event.step >= from && event.step < line).map(planNoteOf);
  const bars = barLinesOf(metres, line - 1).filter((bar) => bar.step >= from && bar.step < line);
  return annotate(notes, bars);
};

/** The bars of a plan that end by a bar line. */
const upTo = (plan: MusicPlan, line: number): MusicPlan => ({
  ...plan,
  bars: plan.bars.filter(({ step, steps }) => step + steps <= line),
  slots: plan.slots.filter(({ step, steps }) => step + steps <= line),
});
