import { estimatePhraseTempo } from '../clock-sync/phrase-tempo.js';
import { PPQ } from '../../music/piece.js';
import type { PerformanceContext } from '../performance-context.js';
import { onGrid, startRevision } from './start-revision.js';

/** After this many bars without a new key, held keys no longer delay a reply. */
const HELD_BARS = 2;
/** Composing the first notes takes some time even when nothing else does. */
const SOONEST_MS = 15;
/** Less certain tempo estimates are ignored. */
const SURE = 0.5;

const MS_PER_MINUTE = 60_000;

/** Answer mode: silent while the player plays, replies when the player pauses. */
export class CallAndResponse {
  readonly #context: PerformanceContext;
  /** When to reply or check again; Infinity while nothing was played. */
  #dueMs = Infinity;

  constructor(context: PerformanceContext) {
    this.#context = context;
  }

  /** The player has pressed a key: stops whatever the daemon plays or plans. */
  onKeyDown(nowMs: number): void {
    const { revisions, player, transport, controls } = this.#context;
    const nowTick = transport.tickAtMs(nowMs);
    this.#dueMs = transport.msAtTick(nowTick + HELD_BARS * transport.bars.ticksAt(nowTick));
    if (!revisions.isComposing && !player.isSounding && player.plan.events.length === 0) return;
    player.cut(nowMs);
    if (controls.tempoMode === 'fixed') this.ingest(nowMs);
    else revisions.halt();
  }

  /**
   * Sends the composer what was heard, without a request. A phrase whose tempo is estimated is sent as a whole, later.
   */
  ingest(nowMs: number): void {
    const { transport, controls } = this.#context;
    if (controls.tempoMode === 'follow') return;
    startRevision(this.#context, nowMs, { fromTick: transport.tickAtMs(nowMs), endTick: -Infinity });
  }

  /**
   * All keys are up. The reply is composed at once, long before it is due, and withdrawn if the player continues; only
   * the tempo of a phrase must wait for its end.
   */
  onKeysUp(nowMs: number): void {
    const { controls } = this.#context;
    this.#dueMs = nowMs + controls.answerGap;
    if (controls.tempoMode === 'fixed') this.#reply(nowMs, this.#dueMs);
  }

  advance(nowMs: number): void {
    if (nowMs < this.#dueMs) return;
    if (this.#context.controls.tempoMode === 'follow') this.#followTempo(nowMs);
    this.#reply(nowMs, nowMs);
  }

  reset(): void {
    this.#dueMs = Infinity;
  }

  #reply(nowMs: number, afterMs: number): void {
    this.#dueMs = Infinity;
    const { transport, controls } = this.#context;
    const earliestTick = onGrid(transport.tickAtMs(Math.max(afterMs, nowMs + SOONEST_MS)));
    const fromTick = controls.answerAt === 'now' ? earliestTick : transport.bars.next(earliestTick, controls.answerAt);
    const endTick =
      controls.answerBars === 0 ? Infinity : fromTick + controls.answerBars * transport.bars.ticksAt(fromTick);
    startRevision(this.#context, nowMs, { fromTick, onTheDot: true, endTick });
  }

  /** Adopts the tempo of the phrase and sends the phrase in that tempo, so that its score is as intended. */
  #followTempo(nowMs: number): void {
    const { transport, listener, controls, emit } = this.#context;
    const estimate = estimatePhraseTempo(listener.untoldOnsetsMs, transport.bpm);
    if (estimate === null || estimate.confidence < SURE || transport.source === 'external') return;
    const { bpm } = estimate;
    transport.setBpm(bpm, nowMs);
    this.#context.controls = { ...controls, tempo: bpm };
    const nowTick = transport.tickAtMs(nowMs);
    emit({ kind: 'controls', controls: { tempo: bpm }, tick: nowTick, atMs: nowMs });
    const tickAt = (ms: number): number => nowTick - ((nowMs - ms) * bpm * PPQ) / MS_PER_MINUTE;
    startRevision(this.#context, nowMs, { fromTick: nowTick, endTick: -Infinity, tickAt });
  }
}
