import type { FollowerAction } from '../clock-sync/clock-follower.js';
import { ClockLeader } from '../clock-sync/clock-leader.js';
import { CLOCK, SIXTEENTH_TICKS, STOP, clocksBetween, playFrom } from '../clock-sync/clock-sender.js';
import type { RevisionPlanner } from '../direction/revision-planner.js';
import type { PerformanceContext } from '../performance-context.js';
import type { Source } from '../listening/source.js';
import type { MidiMessage } from '../midi/midi-message.js';
import type { MidiRoute } from '../output/output-route.js';
import type { Scheduler } from '../output/scheduler.js';
import { COMMIT_MS } from '../playing/player.js';
import type { ClockAnchor } from '../transport/transport.js';
import { Metronome } from './metronome.js';

export interface TransportControllerOptions {
  readonly source: 'internal' | 'external';
  readonly countInBars: number;
  readonly clickChannel: number;
  /** Name of a clock source. */
  readonly nameOf: (source: Source) => string;
}

/** Time from the first composed music to the first beat, enough to commit it. */
const START_MS = 60;
/** Longest wait for the first music. */
const LONGEST_WAIT_MS = 1500;
/** Start goes out this much before its first clock, which is the beat (MIDI 1.0 asks for 1 ms at least). */
const START_LEAD_MS = 2;

/** Starts and stops the transport, follows an external clock, and sends clock to others. */
export class TransportController {
  readonly #context: PerformanceContext;
  readonly #planner: RevisionPlanner;
  readonly #scheduler: Scheduler;
  readonly #routes: () => readonly MidiRoute[];
  readonly #options: TransportControllerOptions;
  readonly #metronome: Metronome;
  readonly #leader = new ClockLeader();
  /** Clocks and clicks before this tick have been handed to the scheduler. */
  #givenTick = 0;
  /** Waits for the first music, to begin with it. */
  #waiting: { readonly tick: number; readonly sinceMs: number } | undefined;
  /** Where the music starts on the score, until Start has been sent. */
  #startTick: number | undefined;
  /** The latest message of the followed clock, until handled. */
  #anchor: ClockAnchor | undefined;
  /** Score tick where the song begins, for the internal or the external clock. */
  #songStartTick = 0;

  constructor(
    context: PerformanceContext,
    planner: RevisionPlanner,
    scheduler: Scheduler,
    routes: () => readonly MidiRoute[],
    options: TransportControllerOptions,
  ) {
    this.#context = context;
    this.#planner = planner;
    this.#scheduler = scheduler;
    this.#routes = routes;
    this.#options = options;
    this.#metronome = new Metronome(context, scheduler, routes, options.clickChannel);
  }

  /** Starts playing, unless an external clock decides. */
  ready(nowMs: number): void {
    if (this.#options.source === 'internal') this.#play(nowMs, true);
  }

  command(action: 'start' | 'stop' | 'continue', nowMs: number): void {
    const isIdle = !this.#context.transport.isRunning && !this.#waiting;
    if (action === 'stop') this.stop(nowMs);
    else if (isIdle && !this.#follows) this.#play(nowMs, action === 'start');
  }

  stop(nowMs: number): void {
    const { transport, listener } = this.#context;
    this.#waiting = undefined;
    this.#anchor = undefined;
    this.#planner.halt(nowMs);
    if (!transport.isRunning) return;
    this.#scheduler.drop(() => true);
    this.#metronome.silence(nowMs);
    transport.stop(nowMs);
    listener.reset();
    this.#toClockRoutes(STOP, nowMs);
  }

  /** Whether a message was a clock's. */
  onMidi(message: MidiMessage, source: Source, atMs: number, nowMs: number): boolean {
    switch (message.kind) {
      case 'clock':
      case 'start':
      case 'continue':
      case 'stop':
      case 'song-position':
        if (this.#follows) this.#act(this.#leader.onMessage(message, source, atMs), nowMs);
        return true;
      case 'note-on':
      case 'note-off':
      case 'control':
      case 'bend':
      case 'reset':
      case 'other':
        return false;
    }
  }

  /** A source of clocks may have gone. */
  gone(source: Source, nowMs: number): void {
    if (this.#follows) this.#act(this.#leader.gone(source), nowMs);
  }

  /** The program was suspended until now: corrects the clocks sent to others; missed music is dropped. */
  wake(nowMs: number): void {
    this.#leader.wake(nowMs);
    this.#skip(nowMs);
  }

  advance(nowMs: number): void {
    const { transport, controls } = this.#context;
    if (this.#follows) this.#follow(nowMs);
    if (this.#waiting) this.#startTime(this.#waiting, nowMs);
    if (!transport.isRunning) return;
    const untilTick = transport.tickAtMs(nowMs + COMMIT_MS);
    if (untilTick <= this.#givenTick) return;
    this.#giveStart(untilTick);
    for (const tick of clocksBetween(this.#givenTick, untilTick)) this.#toClockRoutes(CLOCK, transport.msAtTick(tick));
    const isCountIn = this.#givenTick < (this.#startTick ?? -Infinity);
    if (controls.click || isCountIn) this.#metronome.give(this.#givenTick, untilTick);
    this.#givenTick = untilTick;
  }

  get #follows(): boolean {
    return this.#options.source === 'external';
  }

  /** Starts or continues the song; the score always continues, at its next bar line. */
  #play(nowMs: number, fromBeginning: boolean): void {
    const { transport } = this.#context;
    const tick = transport.bars.next(transport.tickAtMs(nowMs), 'bar');
    if (fromBeginning) this.#songStartTick = tick;
    this.#waiting = { tick, sinceMs: nowMs };
    this.#planner.begin(nowMs, tick);
  }

  /** Time begins with the first music, or at once if none will come. */
  #startTime({ tick, sinceMs }: { readonly tick: number; readonly sinceMs: number }, nowMs: number): void {
    const { transport, listener, revisions } = this.#context;
    const isDue = revisions.composedTick > -Infinity || !revisions.isComposing || nowMs - sinceMs > LONGEST_WAIT_MS;
    if (!isDue) return;
    this.#waiting = undefined;
    const countIn = this.#options.countInBars * transport.bars.ticksAt(tick);
    transport.start(nowMs + START_MS, tick - countIn);
    listener.reset();
    this.#givenTick = tick - countIn;
    this.#startTick = tick;
  }

  #act(actions: readonly FollowerAction[], nowMs: number): void {
    for (const action of actions) {
      switch (action.kind) {
        case 'run':
          this.#run(action, nowMs);
          break;
        case 'anchor':
          this.#anchor = { ...action, tick: action.tick + this.#songStartTick };
          break;
        case 'stop':
          this.stop(nowMs);
          break;
        case 'lost':
          this.stop(nowMs);
          this.#context.emit({
            kind: 'notice',
            level: 'warning',
            text: 'The external MIDI clock has stopped; the notes are silenced.',
          });
      }
    }
  }

  /** The latest clock determines the position. */
  #follow(nowMs: number): void {
    this.#act(this.#leader.advance(nowMs), nowMs);
    this.#emitSources();
    const anchor = this.#anchor;
    this.#anchor = undefined;
    if (!anchor || !this.#context.transport.follow(anchor, nowMs)) return;
    this.#planner.skip(nowMs);
    this.#skip(nowMs);
  }

  #emitSources(): void {
    const sources = this.#leader.takeChange();
    if (!sources) return;
    const { emit } = this.#context;
    const { nameOf } = this.#options;
    const leader = sources.leader === null ? null : nameOf(sources.leader);
    const ignored = sources.ignored.map(nameOf);
    emit({ kind: 'clock-sources', clockSources: { leader, ignored } });
    if (ignored.length === 0) return;
    const text = `The MIDI clock of ${leader ?? 'nobody'} is followed, not that of ${ignored.join(', ')}.`;
    emit({ kind: 'notice', level: 'info', text });
  }

  /** Sends the song position again to those who count our clocks; overdue clicks are dropped. */
  #skip(nowMs: number): void {
    const { transport } = this.#context;
    if (!transport.isRunning) return;
    const nowTick = transport.tickAtMs(nowMs);
    if (nowTick <= this.#givenTick) return;
    this.#scheduler.drop(({ kind }) => kind === 'raw' || kind === 'click-on');
    const sixteenths = Math.ceil((nowTick - this.#songStartTick) / SIXTEENTH_TICKS);
    this.#givenTick = this.#songStartTick + sixteenths * SIXTEENTH_TICKS;
    this.#toClockRoutes(STOP, nowMs);
    this.#startTick = Math.max(this.#givenTick, this.#startTick ?? -Infinity);
  }

  /** The song goes on elsewhere: silence, then music in the next bar of the score, at that place in the bar. */
  #run({ tick, atMs, bpm }: Extract<FollowerAction, { kind: 'run' }>, nowMs: number): void {
    const { transport, listener } = this.#context;
    this.#anchor = undefined;
    const wasRunning = transport.isRunning;
    if (wasRunning) this.#planner.halt(nowMs);
    const nextBar = transport.bars.next(Math.max(0, transport.tickAtMs(nowMs)), 'bar');
    const scoreTick = nextBar + (tick % transport.bars.ticksAt(nextBar));
    this.#songStartTick = scoreTick - tick;
    transport.start(atMs, scoreTick);
    transport.follow({ tick: scoreTick, atMs, bpm }, nowMs);
    listener.reset();
    this.#givenTick = scoreTick;
    this.#startTick = scoreTick;
    this.#planner.begin(nowMs, scoreTick);
  }

  #giveStart(untilTick: number): void {
    const startTick = this.#startTick;
    if (startTick === undefined || startTick >= untilTick) return;
    this.#startTick = undefined;
    const atMs = this.#context.transport.msAtTick(startTick) - START_LEAD_MS;
    for (const bytes of playFrom(startTick - this.#songStartTick)) this.#toClockRoutes(bytes, atMs);
  }

  #toClockRoutes(bytes: readonly number[], atMs: number): void {
    const tick = this.#givenTick;
    for (const route of this.#routes()) {
      if (route.clock) this.#scheduler.schedule(route, { kind: 'raw', bytes }, { tick, atMs });
    }
  }
}
