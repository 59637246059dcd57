import { isSameEdition, type ComposerAnswer, type Edition } from '../composer.js';
import { Lookahead } from '../playing/lookahead.js';
import { COMMIT_MS } from '../playing/player.js';
import { CallAndResponse } from './call-and-response.js';
import {
  BarLineChange,
  revisionBeyond,
  applyAtBarLine,
  type BarLine,
  type BarLineSettings,
} from './bar-line-change.js';
import { Fermata } from './fermata.js';
import { applyRubato } from './rubato.js';
import { Health } from './health.js';
import { END_BARS, PieceEnd } from './piece-end.js';
import type { PerformanceContext } from '../performance-context.js';
import { emitPlan } from './emit-plan.js';
import { onGrid, startRevision, type RevisionPlan } from './start-revision.js';

/** Later notes are dropped, since a late note is worse than none. */
const LATEST_MS = 20;
/** After a late note, the composer gets this multiple of its recent time to catch up. */
const CATCH_UP = 1.5;

/** Decides what to compose and when, from the mode, the player and the controls. */
export class RevisionPlanner {
  readonly health: Health;
  readonly pieceEnd: PieceEnd;
  readonly #context: PerformanceContext;
  readonly #answering: CallAndResponse;
  readonly #pending = new BarLineChange();
  readonly #lookahead = new Lookahead();
  readonly #fermata: Fermata;

  /** `bars` is the length of every piece. */
  constructor(context: PerformanceContext, bars?: number) {
    this.#context = context;
    this.#answering = new CallAndResponse(context);
    this.#fermata = new Fermata(context);
    this.pieceEnd = new PieceEnd(context, bars);
    const { emit, revisions } = context;
    this.health = new Health(emit, (nowMs) => ({
      lookaheadTicks: this.#lookaheadTicks(nowMs),
      stepMs: revisions.stepMs,
    }));
  }

  /** Music begins, or begins again, at a tick. */
  begin(nowMs: number, fromTick: number): void {
    this.#answering.reset();
    const endTick = this.#fermata.begin(this.#context.controls.mode === 'answer' ? -Infinity : Infinity, nowMs);
    this.pieceEnd.begin(fromTick);
    startRevision(this.#context, nowMs, { fromTick, endTick });
    this.#ask(nowMs);
  }

  /** Silence now, until the next start. */
  halt(nowMs: number): void {
    this.#context.player.cut(nowMs);
    this.#context.revisions.halt();
    this.#answering.reset();
    this.pieceEnd.clear();
  }

  /** Ends the piece: with a cadence if music is being composed, else at the next bar line. */
  end(bars: number = END_BARS, nowMs: number): void {
    const { transport, revisions } = this.#context;
    if (!transport.isRunning) return;
    const tick = transport.tickAtMs(nowMs + COMMIT_MS);
    if (revisions.isComposing) {
      this.pieceEnd.within(bars, tick);
      this.#composeAnew(nowMs);
    } else this.pieceEnd.atNextBar(tick);
  }

  onKeyDown(nowMs: number): void {
    if (this.#context.controls.mode !== 'answer') return;
    this.#answering.onKeyDown(nowMs);
    this.#pending.recompose();
  }

  /** A chord is complete; coming music must take it into account. */
  onChord(nowMs: number): void {
    if (this.#context.controls.mode !== 'answer') {
      this.recompose(nowMs);
      return;
    }
    this.#answering.ingest(nowMs);
    this.#pending.recompose();
  }

  /** The last key came up. */
  onKeysUp(nowMs: number): void {
    if (this.#context.controls.mode !== 'answer') return;
    this.#answering.onKeysUp(nowMs);
    this.#pending.recompose();
  }

  /** A fermata: nothing new begins; afterwards music continues at the next beat. */
  hold(on: boolean, nowMs: number): void {
    if (!this.#context.transport.isRunning) return;
    if (on) this.#fermata.hold(nowMs);
    else this.#startRevision(nowMs, this.#fermata.release(nowMs));
  }

  /** Composes anew what lies beyond the commit horizon; a reply that has not begun keeps its place. */
  recompose(nowMs: number): void {
    if (this.#context.revisions.isComposing) this.#composeAnew(nowMs);
  }

  /** Composes everything from the next bar line on again. */
  resumeAtBar(nowMs: number): void {
    const { transport, revisions } = this.#context;
    if (!transport.isRunning) return;
    const fromTick = transport.bars.next(onGrid(transport.tickAtMs(nowMs + COMMIT_MS)), 'bar');
    this.#startRevision(nowMs, { fromTick, endTick: revisions.endTick });
  }

  /** Time passed without music: drops overdue notes, ends sounding ones, goes on from now; returns how many notes. */
  skip(nowMs: number): number {
    const { player, revisions, transport } = this.#context;
    const dropped = player.countOverdue(nowMs);
    player.cut(nowMs);
    if (revisions.endTick > transport.tickAtMs(nowMs)) this.#composeAnew(nowMs);
    this.health.lateNotes(dropped, nowMs);
    return dropped;
  }

  /** Changes for the next bar line; at once if stopped. */
  changeAtBarLine(change: BarLineSettings, nowMs: number, unprepared?: Edition): void {
    this.#pending.add(change, unprepared);
    this.advance(nowMs);
  }

  onAnswer(answer: ComposerAnswer, nowMs: number): void {
    switch (answer.kind) {
      case 'composed':
        this.#accept(answer, nowMs);
        return;
      case 'ends':
        this.pieceEnd.onAnswer(answer);
        return;
      case 'planned':
        emitPlan(this.#context, answer.bars);
        return;
      case 'prepared':
        this.#pending.onPrepared(answer);
        return;
      case 'refused': {
        const { controls, edition, revisions, emit } = this.#context;
        this.#pending.onRefused(answer);
        // the current model answers nothing more: another request would be refused again
        if (isSameEdition(answer, { composer: controls.composer, edition })) revisions.halt();
        emit({ kind: 'notice', level: 'error', text: answer.reason });
      }
    }
  }

  /** The edition after the pending changes, which must be prepared. */
  nextEdition(change: BarLineSettings): Edition {
    const { controls, edition } = this.#context;
    const coming = { ...controls, edition, ...this.#pending.change, ...change };
    return { composer: coming.composer, edition: coming.edition };
  }

  advance(nowMs: number): void {
    const { transport, listener, player } = this.#context;
    if (!transport.isRunning) {
      if (this.#pending.isReady) this.#apply(nowMs, { tick: transport.tickAtMs(nowMs), atMs: nowMs });
      return;
    }
    if (nowMs >= listener.chordDueMs) this.onChord(nowMs);
    if (this.#context.controls.mode === 'answer') this.#answering.advance(nowMs);
    if (this.#pending.isReady) this.#approachBarLine(nowMs);
    this.#lookahead.relax(nowMs);
    this.#ask(nowMs);
    player.commit(nowMs);
    this.health.advance(nowMs);
  }

  /** Starts a revision, whatever waits for the bar line. */
  #startRevision(nowMs: number, revisions: RevisionPlan): void {
    startRevision(this.#context, nowMs, revisions);
    this.#pending.recompose();
    this.#ask(nowMs);
  }

  #ask(nowMs: number): void {
    const { transport, revisions } = this.#context;
    revisions.askUntil(Math.max(transport.tickAtMs(nowMs), revisions.fromTick) + this.#lookaheadTicks(nowMs));
  }

  #lookaheadTicks(nowMs: number): number {
    const { transport, controls } = this.#context;
    return this.#lookahead.ticks(controls.mode, transport.bars.ticksAt(transport.tickAtMs(nowMs)));
  }

  #accept(answer: Extract<ComposerAnswer, { kind: 'composed' }>, nowMs: number): void {
    const { revisions, player, transport } = this.#context;
    const events = revisions.accept(answer, nowMs);
    if (events.length === 0) return;
    const latestTick = transport.tickAtMs(nowMs - LATEST_MS);
    const late = !transport.isRunning ? 0 : events.filter(({ tick }) => tick < latestTick).length;
    if (late > 0) {
      this.#onLateNotes(late, nowMs);
      return;
    }
    applyRubato(this.#context, events, nowMs);
    player.add(events);
  }

  #composeAnew(nowMs: number): void {
    const { revisions, transport } = this.#context;
    const horizonTick = transport.tickAtMs(nowMs + COMMIT_MS);
    this.#startRevision(nowMs, {
      fromTick: Math.max(horizonTick, revisions.fromTick),
      onTheDot: revisions.fromTick > horizonTick && revisions.isOnTheDot,
      endTick: revisions.endTick,
    });
  }

  #onLateNotes(notes: number, nowMs: number): void {
    const { revisions, transport } = this.#context;
    this.#lookahead.widen(nowMs);
    const fromTick = transport.tickAtMs(nowMs + COMMIT_MS + CATCH_UP * Math.max(revisions.latencyMs, revisions.stepMs));
    this.#startRevision(nowMs, { fromTick, endTick: revisions.endTick });
    this.health.lateNotes(notes, nowMs);
  }

  #approachBarLine(nowMs: number): void {
    const { transport, revisions } = this.#context;
    const bar = this.#pending.barLine(nowMs, transport);
    revisions.askUntil(bar.tick);
    if (this.#pending.mustCompose(nowMs, bar, revisions.composedTick)) {
      // with the new controls; music before the bar line is kept
      startRevision(this.#context, nowMs, revisionBeyond(this.#context, this.#pending.change, bar.tick));
      this.#pending.composed();
    }
    if (transport.tickAtMs(nowMs) >= bar.tick) this.#apply(nowMs, bar);
  }

  #apply(nowMs: number, bar: BarLine): void {
    const { mode } = this.#context.controls;
    applyAtBarLine(this.#context, this.#pending.change, bar, nowMs);
    this.#pending.clear();
    if (this.#context.controls.mode !== mode) this.#answering.reset();
    this.#ask(nowMs);
  }
}
