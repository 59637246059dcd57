import type { Meter } from '../../music/meter.js';
import { spanAt, stepsIntoBar, type MeterSpan } from '../../encoding/shared/meter-span.js';
import type { PlacedEvent } from '../../encoding/piano/event-rows.js';
import { STEPS_PER_BEAT } from '../../encoding/shared/grid.js';
import { meterOfId } from '../../encoding/vocabulary/meter.js';
import { PEDAL_DOWN_ID } from '../../encoding/piano/piano-schema.js';
import { annotate } from '../../encoding/annotation/annotate.js';
import { latestBars } from '../../encoding/plan/latest-bars.js';
import type { MusicPlan } from '../../encoding/plan/music-plan.js';
import { barLinesOf, planNoteOf } from '../../encoding/plan/plan-of-rows.js';
import { unplanned, type Told, type ToldParts } from '../../encoding/plan/told-plan.js';
import { derivedRandom, nextInt } from '../../shared/random-source.js';
import type { PlanAhead, PlanEnd } from '../plan/plan-ahead.js';
import type { PlanModel } from '../plan/plan-model.js';
import { planPiece } from '../plan/plan-piece.js';

/** Of music that a player had a part in the plan network hears so many bars … */
const BARS_HEARD = 16;
/** … and so many of a plan that it goes on from. */
const BARS_KEPT = 64;
/** A plan of more bars is gone on from as another: a session has no end. */
const MOST_BARS = 512;
/** A player who has struck a key within so many beats is playing along. */
const PLAYING_BEATS = 2;
/** Plans that can be gone back to. */
const MOST_STAGES = 32;
/** Random numbers of later pieces of a session. */
const PIECE_KEY = 0x50494543;
const LARGEST_SEED = 2 ** 31;

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
  readonly metres: readonly MeterSpan[];
  /** Pitch class of the key that is asked for, and its mode; undefined leaves both to the plan. */
  readonly key?: { readonly tonic: number; readonly mode: 'major' | 'minor' } | undefined;
  /** Which piece of the session it is: another one begins from nothing. */
  readonly piece: number;
  /** Where the piece is to end; undefined while it goes on. */
  readonly end?: PlanEnd;
}

/** One event of the performance. */
type Played = PlacedEvent & { readonly heardId?: number };

/** The plan from one of the daemon's events on, and what it was drawn for. */
interface PlanStage {
  /** Number of that event in the session. */
  readonly fromEvent: number;
  readonly model: PlanModel;
  readonly ahead: PlanAhead;
  readonly drawnFor: string;
  readonly piece: number;
  /** As it was asked for. */
  readonly end: PlanEnd | undefined;
  /** The player's latest key that the plan has heard. */
  readonly heardId: number;
}

const isKey = ({ what }: PlacedEvent): boolean => what < PEDAL_DOWN_ID;

export const barLineBefore = (metres: readonly MeterSpan[], step: number): number =>
  step - stepsIntoBar(spanAt(metres, step), step);

const meterAt = (metres: readonly MeterSpan[], step: number): Meter | undefined =>
  meterOfId(spanAt(metres, step).meterId);

/** The plan of a performance: drawn ahead by a plan network, and anew where a player or a control turns the music. */
export class LivePlan {
  readonly #seed: number;
  /** The latest last. */
  #stages: PlanStage[] = [];

  constructor(seed: number) {
    this.#seed = seed;
  }

  /** The step behind the last bar; undefined while no end is planned. */
  get endStep(): number | undefined {
    return this.#stages.at(-1)?.ahead.endStep;
  }

  /** The daemon's events from a number on never happened: the plan is again what it was before them. */
  takeBack(fromEvent: number): void {
    this.#stages = this.#stages.filter((stage) => stage.fromEvent < fromEvent);
  }

  /** What is told for the daemon's event of a number, which comes at `step` or behind it; without a plan network no plan. */
  async planFor(
    model: PlanModel | undefined,
    wish: PlanWish,
    played: readonly Played[],
    step: number,
    event: number,
  ): Promise<Told> {
    if (!model) return unplanned;
    await this.#renew(model, wish, played, step, event);
    await this.#end(wish, step, event);
    return this.ingest(model, played, step);
  }

  /** What is told for something that was heard at a step: nothing is drawn anew for it. */
  async ingest(model: PlanModel | undefined, played: readonly Played[], step: number): Promise<Told> {
    const ahead = this.#stages.at(-1)?.ahead;
    if (!model || !ahead) return unplanned;
    await ahead.reach(step);
    return isPlayingAlong(played, step) ? { ...ahead.told, parts: besidePlayer, recall: 'always' } : ahead.told;
  }

  #begin(stage: PlanStage): void {
    this.#stages = [...this.#stages, stage].slice(-MOST_STAGES);
  }

  async #renew(
    model: PlanModel,
    wish: PlanWish,
    played: readonly Played[],
    step: number,
    fromEvent: number,
  ): Promise<void> {
    const current = this.#stages.at(-1);
    const latest = played.findLast((each) => each.heardId !== undefined && isKey(each));
    const drawnFor = drawnForOf(wish, step);
    if (isStill(current, model, drawnFor, wish) && !isTurned(current, latest, played, step) && !isLong(current)) return;
    const before = musicBefore(current, wish, played, barLineBefore(wish.metres, step), latest);
    const ahead = await this.#sample(model, wish, step, before);
    const heardId = latest?.heardId ?? current?.heardId ?? -1;
    this.#begin({ fromEvent, model, ahead, drawnFor, piece: wish.piece, end: undefined, heardId });
  }

  /** A plan from the bar line before a step on. */
  #sample(model: PlanModel, wish: PlanWish, step: number, before: MusicPlan | undefined): Promise<PlanAhead> {
    const metre = meterAt(wish.metres, step);
    return planPiece(model, {
      composer: wish.composer,
      seed: this.#seedOf(wish.piece),
      step: barLineBefore(wish.metres, step),
      ...(metre ? { metre } : {}),
      ...(wish.key ? { key: wish.key } : {}),
      ...(before ? { before } : {}),
    });
  }

  #seedOf(piece: number): number {
    return piece === 0 ? this.#seed : nextInt(derivedRandom(this.#seed, PIECE_KEY, piece), LARGEST_SEED);
  }

  /** An end that is asked for is planned; one that stands already stays where it is. */
  async #end({ end, piece }: PlanWish, step: number, fromEvent: number): Promise<void> {
    const current = this.#stages.at(-1);
    if (!current || end === undefined || isSameEnd(end, current.end)) return;
    const before = this.#stages.at(-2);
    const stands = before?.piece === piece && isSameEnd(end, before.end) ? before.ahead.endStep : undefined;
    const isThere = 'endStep' in end && current.ahead.endStep === end.endStep;
    await current.ahead.reach(step);
    const wanted = stands === undefined ? end : { endStep: stands };
    const ahead = isThere ? current.ahead : await current.ahead.ending(wanted, step);
    this.#begin({ ...current, fromEvent, ahead, end });
  }
}

/** All that a plan is drawn for; where it changes, the plan is drawn anew. */
const drawnForOf = ({ composer, metres, key, piece }: PlanWish, step: number): string =>
  JSON.stringify([composer, meterAt(metres, step), key, piece]);

/** Whether a plan is still that of the network, the settings and the piece. */
const isStill = (
  current: PlanStage | undefined,
  model: PlanModel,
  drawnFor: string,
  wish: PlanWish,
): current is PlanStage => current?.model === model && drawnFor === current.drawnFor && !isGivenUp(current, wish);

/** The player has struck keys that the plan has not heard, and is done. */
const isTurned = (
  { heardId }: PlanStage,
  latest: Played | undefined,
  played: readonly Played[],
  step: number,
): boolean => latest !== undefined && latest.heardId !== heardId && !isPlayingAlong(played, step);

/** An open plan that has grown so long that adding to it would take ever longer. */
const isLong = ({ ahead, end }: PlanStage): boolean => end === undefined && ahead.told.plan.bars.length > MOST_BARS;

/** An end that was asked for is no longer wanted. */
const isGivenUp = ({ end }: PlanStage, wish: PlanWish): boolean => end !== undefined && wish.end === undefined;

const isSameEnd = (a: PlanEnd | undefined, b: PlanEnd | undefined): boolean => JSON.stringify(a) === JSON.stringify(b);

const isPlayingAlong = (played: readonly Played[], step: number): boolean =>
  played.some(
    (event) => event.heardId !== undefined && isKey(event) && event.step > step - PLAYING_BEATS * STEPS_PER_BEAT,
  );

/** The music that a plan goes on from: as it was planned, or as it was played where a player had a part in it. */
const musicBefore = (
  current: PlanStage | undefined,
  { piece, metres }: PlanWish,
  played: readonly Played[],
  line: number,
  latest: Played | undefined,
): MusicPlan | undefined => {
  if (piece !== (current?.piece ?? 0)) return undefined;
  const planned = latest === undefined ? current?.ahead.told.plan : undefined;
  return latestBars(planned ?? planOfPlayed(played, metres, line), line, BARS_KEPT);
};

/** The plan of what was played before a bar line. */
const planOfPlayed = (played: readonly Played[], metres: readonly MeterSpan[], line: number): MusicPlan => {
  const { barSteps } = spanAt(metres, line);
  const from = line - BARS_HEARD * (barSteps > 0 ? barSteps : 4 * STEPS_PER_BEAT);
  const notes = played.filter((event) => isKey(event) && event.step >= from && event.step < line).map(planNoteOf);
  const bars = barLinesOf(metres, line - 1).filter((bar) => bar.step >= from && bar.step < line);
  return annotate(notes, bars);
};
