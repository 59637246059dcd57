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

/** Bars that the plan network reads of music with a player's part … */
const BARS_HEARD = 16;
/** … and of a plan that it continues. */
const BARS_KEPT = 64;
/** A longer plan is continued as a new one, since a session has no end. */
const MOST_BARS = 512;
/** A player who struck a key within this many beats is playing along. */
const PLAYING_BEATS = 2;
/** Plans that can be gone back to. */
const MOST_STAGES = 32;
/** Random numbers of later pieces of a session. */
const PIECE_KEY = 0x50494543;
const LARGEST_SEED = 2 ** 31;

/**
 * While a player plays along, the player determines harmony, melody and repeats; only the position in the form is
 * given.
 */
const besidePlayer: ToldParts = {
  harmony: false,
  references: false,
  place: true,
  density: true,
  loudness: true,
  contour: false,
  sounding: true,
};

/** The request for a plan; when it changes, the plan is sampled again from the current bar. */
export interface LivePlanRequest {
  readonly composer: string | null;
  readonly metres: readonly MeterSpan[];
  /** Pitch class of the requested key, and its mode; undefined leaves both to the plan. */
  readonly key?: { readonly tonic: number; readonly mode: 'major' | 'minor' } | undefined;
  /** Which piece of the session it is: another one begins from nothing. */
  readonly piece: number;
  /** Where the piece is to end; undefined while it goes on. */
  readonly end?: PlanEnd;
}

/** One event of the performance. */
type Played = PlacedEvent & { readonly heardId?: number };

/** The plan from one of the daemon's events on, and its request. */
interface PlanStage {
  /** Number of that event in the session. */
  readonly fromEvent: number;
  readonly model: PlanModel;
  readonly ahead: PlanAhead;
  readonly drawnFor: string;
  readonly piece: number;
  /** As requested. */
  readonly end: PlanEnd | undefined;
  /** The player's latest key taken into account by the plan. */
  readonly heardId: number;
}

const isKey = ({ what }: PlacedEvent): boolean => what < PEDAL_DOWN_ID;

export const barLineBefore = (metres: readonly MeterSpan[], step: number): number =>
  step - stepsIntoBar(spanAt(metres, step), step);

const meterAt = (metres: readonly MeterSpan[], step: number): Meter | undefined =>
  meterOfId(spanAt(metres, step).meterId);

/**
 * The plan of a performance: sampled ahead by a plan network, and again when a player or a control changes the music.
 */
export class LivePlan {
  readonly #seed: number;
  /** The latest last. */
  #stages: PlanStage[] = [];

  constructor(seed: number) {
    this.#seed = seed;
  }

  /** The step after the last bar; undefined while no end is planned. */
  get endStep(): number | undefined {
    return this.#stages.at(-1)?.ahead.endStep;
  }

  /** Withdraws the daemon's events from a number on and restores the plan from before them. */
  takeBack(fromEvent: number): void {
    this.#stages = this.#stages.filter((stage) => stage.fromEvent < fromEvent);
  }

  /** The conditioning for the daemon's event of a number, at `step` or later; without a plan network, no plan. */
  async planFor(
    model: PlanModel | undefined,
    asked: LivePlanRequest,
    played: readonly Played[],
    step: number,
    event: number,
  ): Promise<Told> {
    if (!model) return unplanned;
    await this.#renew(model, asked, played, step, event);
    await this.#end(asked, step, event);
    return this.ingest(model, played, step);
  }

  /** The conditioning for an ingested event at a step; the plan is not sampled again. */
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
    asked: LivePlanRequest,
    played: readonly Played[],
    step: number,
    fromEvent: number,
  ): Promise<void> {
    const current = this.#stages.at(-1);
    const latest = played.findLast((each) => each.heardId !== undefined && isKey(each));
    const drawnFor = drawnForOf(asked, step);
    if (isStill(current, model, drawnFor, asked) && !isTurned(current, latest, played, step) && !isLong(current))
      return;
    const before = musicBefore(current, asked, played, barLineBefore(asked.metres, step), latest);
    const ahead = await this.#sample(model, asked, step, before);
    const heardId = latest?.heardId ?? current?.heardId ?? -1;
    this.#begin({ fromEvent, model, ahead, drawnFor, piece: asked.piece, end: undefined, heardId });
  }

  /** A plan from the bar line before a step on. */
  #sample(model: PlanModel, asked: LivePlanRequest, step: number, before: MusicPlan | undefined): Promise<PlanAhead> {
    const metre = meterAt(asked.metres, step);
    return planPiece(model, {
      composer: asked.composer,
      seed: this.#seedOf(asked.piece),
      step: barLineBefore(asked.metres, step),
      ...(metre ? { metre } : {}),
      ...(asked.key ? { key: asked.key } : {}),
      ...(before ? { before } : {}),
    });
  }

  #seedOf(piece: number): number {
    return piece === 0 ? this.#seed : nextInt(derivedRandom(this.#seed, PIECE_KEY, piece), LARGEST_SEED);
  }

  /** Plans a requested end; an end already planned stays where it is. */
  async #end({ end, piece }: LivePlanRequest, step: number, fromEvent: number): Promise<void> {
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
const drawnForOf = ({ composer, metres, key, piece }: LivePlanRequest, step: number): string =>
  JSON.stringify([composer, meterAt(metres, step), key, piece]);

/** Whether a plan is still that of the network, the settings and the piece. */
const isStill = (
  current: PlanStage | undefined,
  model: PlanModel,
  drawnFor: string,
  asked: LivePlanRequest,
): current is PlanStage => current?.model === model && drawnFor === current.drawnFor && !isGivenUp(current, asked);

/** Whether the player has struck keys not yet in the plan, and has finished. */
const isTurned = (
  { heardId }: PlanStage,
  latest: Played | undefined,
  played: readonly Played[],
  step: number,
): boolean => latest !== undefined && latest.heardId !== heardId && !isPlayingAlong(played, step);

/** Whether an open plan has grown so long that extending it would become slow. */
const isLong = ({ ahead, end }: PlanStage): boolean => end === undefined && ahead.told.plan.bars.length > MOST_BARS;

/** Whether a requested end was cancelled. */
const isGivenUp = ({ end }: PlanStage, asked: LivePlanRequest): boolean => end !== undefined && asked.end === undefined;

const isSameEnd = (a: PlanEnd | undefined, b: PlanEnd | undefined): boolean => JSON.stringify(a) === JSON.stringify(b);

const isPlayingAlong = (played: readonly Played[], step: number): boolean =>
  played.some(
    (event) => event.heardId !== undefined && isKey(event) && event.step > step - PLAYING_BEATS * STEPS_PER_BEAT,
  );

/** The music that a plan continues: as planned, or as played if a player took part. */
const musicBefore = (
  current: PlanStage | undefined,
  { piece, metres }: LivePlanRequest,
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
