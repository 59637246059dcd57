import type { ComposerSettings } from '../composer.js';
import type { RevisionStart } from '../playing/revision-tracker.js';
import { COMMIT_MS } from '../playing/player.js';
import type { Controls } from '../../protocol/controls.js';
import type { TickAt } from '../listening/phrase-collector.js';
import type { PerformanceContext } from '../performance-context.js';

/** Steps of the composers' grid: replies that begin on the dot begin on one of them. */
const GRID_TICKS = 10;

export const onGrid = (tick: number): number => Math.ceil(tick / GRID_TICKS - 1e-6) * GRID_TICKS;

/** The controls that the composer needs. */
const settingsOf = (
  context: PerformanceContext,
  { controls = context.controls, edition = context.edition }: RevisionPlan,
  meterTick: number,
): ComposerSettings => {
  const { composer, temperature, topP, density, register, key, quoteLimit, meter, mode } = controls;
  const own = register ?? (mode === 'duet' ? context.range.freeRegister : null);
  return { composer, temperature, topP, density, register: own, key, quoteLimit, meter, meterTick, edition };
};

/** How to continue. */
export interface RevisionPlan {
  /** No new event before this; at the earliest beyond the commit horizon. */
  readonly fromTick: number;
  readonly onTheDot?: boolean;
  /** Where music ends; −Infinity composes nothing, so that the composer only listens. */
  readonly endTick: number;
  /** Notes planned before this tick stay; without it none beyond the horizon do. */
  readonly keepBeforeTick?: number;
  /** Controls that hold from `fromTick` on, where they are not those of now. */
  readonly controls?: Controls;
  readonly edition?: number;
  readonly meterTick?: number;
  /** Position of the heard notes on the score, if not where the transport was when they were struck. */
  readonly tickAt?: TickAt;
}

/**
 * Starts a revision: commits notes within the horizon, revokes the rest, and sends the composer what remains, what was
 * heard and where to continue.
 */
export const startRevision = (context: PerformanceContext, nowMs: number, next: RevisionPlan): void => {
  const { transport, player, revisions, listener } = context;
  player.commit(nowMs);
  const horizonTick = transport.tickAtMs(nowMs + COMMIT_MS);
  const keepBefore = next.keepBeforeTick ?? horizonTick;
  player.revoke(keepBefore);
  transport.clearRubato(keepBefore, nowMs);
  const tickAt = next.tickAt ?? ((ms: number) => transport.tickAtMs(ms));
  const way: RevisionStart = {
    kept: player.plan.kept,
    heard: listener.take(tickAt).filter(({ tick }) => tick >= 0),
    fromTick: onGrid(Math.max(next.fromTick, horizonTick)),
    onTheDot: next.onTheDot ?? false,
    piece: context.piece,
    ending: context.ending,
    endTick: context.ending?.kind === 'at' ? Math.min(context.ending.tick, next.endTick) : next.endTick,
    settings: settingsOf(context, next, next.meterTick ?? transport.snapshot(nowMs).meterTick),
  };
  revisions.start(way, nowMs);
};
