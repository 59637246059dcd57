import type { PerformanceContext } from '../performance-context.js';
import { COMMIT_MS } from '../playing/player.js';
import { onGrid, startRevision, type RevisionPlan } from './start-revision.js';

/** The `hold` control: while it is on nothing new begins; afterwards music goes on to the end it was to have. */
export class Fermata {
  readonly #context: PerformanceContext;
  #heldEndTick = Infinity;

  constructor(context: PerformanceContext) {
    this.#context = context;
  }

  /** A piece begins that ends at `endTick`; returns where it ends while it may be held: −Infinity composes nothing. */
  begin(endTick: number, nowMs: number): number {
    const { controls, player } = this.#context;
    this.#heldEndTick = endTick;
    player.hold(controls.hold, nowMs);
    return controls.hold ? -Infinity : endTick;
  }

  hold(nowMs: number): void {
    const { player, transport, revisions } = this.#context;
    this.#heldEndTick = revisions.endTick;
    startRevision(this.#context, nowMs, { fromTick: transport.tickAtMs(nowMs), endTick: -Infinity });
    player.hold(true, nowMs);
  }

  /** Returns how to go on: from the next beat. */
  release(nowMs: number): RevisionPlan {
    const { player, transport } = this.#context;
    player.hold(false, nowMs);
    const fromTick = transport.bars.next(onGrid(transport.tickAtMs(nowMs + COMMIT_MS)), 'beat');
    return { fromTick, endTick: this.#heldEndTick };
  }
}
