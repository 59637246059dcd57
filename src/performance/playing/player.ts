import type { ComposedEvent } from '../composer.js';
import type { Controls } from '../../protocol/controls.js';
import type { Emit } from '../performance-event.js';
import type { Action, OutputRoute } from '../output/output-route.js';
import type { Scheduled, Scheduler } from '../output/scheduler.js';
import { DAEMON_PEDAL, type ScoreTime } from '../output/note-sink.js';
import type { Bars } from '../transport/bars.js';
import { NoteQueue, type PlannedEvent } from './note-queue.js';
import { Swing } from './swing.js';

/** The transport, as the player needs it. */
export interface Timeline {
  readonly bars: Bars;
  tickAtMs(ms: number): number;
  msAtTick(tick: number): number;
}

/** Commit horizon: closer notes are played whatever happens. */
export const COMMIT_MS = 30;
/** Keys are released this long before others are struck on a beat, so that strikes need not wait for releases. */
const RELEASE_LEAD_MS = 1;
/** Most events planned: some minutes of dense music. */
const MOST_PLANNED = 8192;

/** The end of a note that has begun; it stays on the score, so that a tempo change moves it. */
interface OpenNote {
  readonly owner: number;
  readonly pitch: number;
  readonly endTick: number;
}

const NOTE_ACTIONS: ReadonlySet<Action['kind']> = new Set(['note-on', 'note-off', 'pedal']);

/**
 * Plays the planned events: in ticks until the commit horizon, then in milliseconds. It alone knows which of the
 * daemon's notes are open.
 */
export class Player {
  readonly plan = new NoteQueue();
  readonly #timeline: Timeline;
  readonly #scheduler: Scheduler;
  readonly #routes: () => readonly OutputRoute[];
  readonly #emit: Emit;
  readonly #controls: () => Controls;
  readonly #swing: Swing;
  #open: OpenNote[] = [];
  /** When each event inside the horizon is due, and whether it is a note. */
  #committed: { readonly atMs: number; readonly isNote: boolean }[] = [];
  #held = false;

  /** `controls` gives how they stand at the moment. */
  constructor(
    timeline: Timeline,
    scheduler: Scheduler,
    routes: () => readonly OutputRoute[],
    emit: Emit,
    controls: () => Controls,
  ) {
    this.#timeline = timeline;
    this.#scheduler = scheduler;
    this.#routes = routes;
    this.#emit = emit;
    this.#controls = controls;
    this.#swing = new Swing(
      timeline.bars,
      () => controls().swing,
      () => this.plan.events,
    );
  }

  /** Whether anything the daemon struck may still sound. */
  get isSounding(): boolean {
    return this.#open.length > 0 || this.#committed.length > 0;
  }

  add(events: readonly ComposedEvent[]): void {
    if (this.plan.events.length + events.length > MOST_PLANNED) return;
    const planned = events.map((event) => this.plan.add(event));
    const notes = planned.flatMap(({ id, event }) => {
      if (event.kind !== 'note') return [];
      const { tick, durationTicks, pitch, velocity } = event;
      return [{ id, tick, durationTicks, pitch, velocity }];
    });
    if (notes.length > 0) this.#emit({ kind: 'planned', notes });
  }

  /** Withdraws events planned at `tick` or later. */
  revoke(tick: number): void {
    this.#emitRevoked(this.plan.truncate(tick));
  }

  /** Hands everything due within the horizon to the scheduler. */
  commit(nowMs: number): void {
    while (this.#committed.length > 0 && this.#committed[0].atMs <= this.#scheduler.doneMs) this.#committed.shift();
    if (this.#held || this.#timeline.msAtTick(0) === Infinity) return;
    const limit = this.#scoreTickAt(nowMs + COMMIT_MS);
    this.#endNotes(limit);
    for (const planned of this.plan.takeUntil(limit)) this.#begin(planned, limit);
  }

  /** While held, sounding notes continue and nothing new begins. */
  hold(on: boolean, nowMs: number): void {
    this.#held = on;
    const nowTick = this.#scoreTickAt(nowMs);
    if (!on) this.#open = this.#open.map((note) => ({ ...note, endTick: Math.max(note.endTick, nowTick) }));
  }

  /** It has just been muted: what sounds ends, what was about to sound passes unheard. */
  silence(nowMs: number): void {
    const notes = this.#release(nowMs).flatMap(({ action, place: { tick, scoreTick = tick } }) => {
      if (action.kind !== 'note-on') return [];
      return [{ tick: scoreTick, pitch: action.pitch, velocity: action.velocity }];
    });
    if (notes.length > 0) this.#emit({ kind: 'unheard', notes });
  }

  /** Silence from now on: planned or committed notes that have not begun are withdrawn. */
  cut(nowMs: number): void {
    this.plan.untake(this.#unheard.length);
    this.#committed = [];
    this.#release(nowMs);
    this.revoke(-Infinity);
  }

  /** Number of overdue notes. */
  countOverdue(nowMs: number): number {
    const nowTick = this.#scoreTickAt(nowMs);
    const planned = this.plan.events.filter(({ event }) => event.kind === 'note' && event.tick < nowTick);
    return planned.length + this.#unheard.filter(({ isNote, atMs }) => isNote && atMs < nowMs).length;
  }

  get #unheard(): readonly { readonly atMs: number; readonly isNote: boolean }[] {
    return this.#committed.filter(({ atMs }) => atMs > this.#scheduler.doneMs);
  }

  /** Ends sounding notes; returns what was dropped from the reporting route. */
  #release(nowMs: number): readonly Scheduled[] {
    this.#open = [];
    const telling = this.#routes().at(-1);
    const dropped = this.#scheduler.drop(({ kind }) => NOTE_ACTIONS.has(kind));
    const place = { tick: this.#timeline.tickAtMs(nowMs), atMs: nowMs };
    for (const { activeNotes } of this.#routes()) activeNotes.silence(place, (owner) => owner >= 0);
    return dropped.filter(({ route }) => route === telling);
  }

  #begin({ id, event }: PlannedEvent, limit: number): void {
    const atMs = this.#timeline.msAtTick(this.#swing.soundingTick(event.tick));
    this.#committed.push({ atMs, isNote: event.kind === 'note' });
    if (this.#controls().mute) {
      if (event.kind === 'note') this.#passOver(id, event);
      return;
    }
    if (event.kind === 'pedal') {
      this.#schedule({ kind: 'pedal', value: event.down ? 127 : 0, owner: DAEMON_PEDAL }, event.tick);
      return;
    }
    if (event.kind === 'release') {
      this.#endAt(event.pitch, event.tick);
      this.#endNotes(limit);
      return;
    }
    const { tick, durationTicks, pitch, velocity } = event;
    this.#schedule({ kind: 'note-on', pitch, velocity, owner: id }, tick);
    this.#open.push({ owner: id, pitch, endTick: tick + durationTicks });
    this.#endNotes(limit);
  }

  #passOver(id: number, { tick, pitch, velocity }: Extract<ComposedEvent, { kind: 'note' }>): void {
    this.#emit({ kind: 'revoked', ids: [id] });
    this.#emit({ kind: 'unheard', notes: [{ tick, pitch, velocity }] });
  }

  #endAt(pitch: number, tick: number): void {
    this.#open = this.#open.map((note) =>
      note.pitch === pitch ? { ...note, endTick: Math.min(note.endTick, tick) } : note,
    );
  }

  #endNotes(limit: number): void {
    if (!this.#open.some(({ endTick }) => endTick <= limit)) return;
    for (const { owner, pitch, endTick } of this.#open) {
      if (endTick <= limit) this.#schedule({ kind: 'note-off', pitch, owner }, endTick, RELEASE_LEAD_MS);
    }
    this.#open = this.#open.filter(({ endTick }) => endTick > limit);
  }

  /** What is written at a time: planned and open notes are known by that, and not by where they sound. */
  #scoreTickAt(ms: number): number {
    return this.#swing.scoreTick(this.#timeline.tickAtMs(ms));
  }

  #schedule(action: Action, tick: number, leadMs = 0): void {
    const sounding = this.#swing.soundingTick(tick);
    const place: ScoreTime = {
      tick: sounding,
      atMs: this.#timeline.msAtTick(sounding) - leadMs,
      ...(sounding === tick ? {} : { scoreTick: tick }),
    };
    for (const route of this.#routes()) this.#scheduler.schedule(route, action, place);
  }

  #emitRevoked(revoked: readonly PlannedEvent[]): void {
    const ids = revoked.filter(({ event }) => event.kind === 'note').map(({ id }) => id);
    if (ids.length > 0) this.#emit({ kind: 'revoked', ids });
  }
}
