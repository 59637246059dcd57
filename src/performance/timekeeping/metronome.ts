import type { PerformanceContext } from '../performance-context.js';
import type { MidiRoute } from '../output/output-route.js';
import { CLICK_OWNER } from '../output/note-sink.js';
import type { Scheduler } from '../output/scheduler.js';
import { clicksBetween } from '../transport/click.js';

const CLICK_MS = 40;
/** High and low wood block of the General MIDI drum map. */
const ACCENT_PITCH = 76;
const CLICK_PITCH = 77;

/** Clicks on the beats, at all outputs. */
export class Metronome {
  readonly #context: PerformanceContext;
  readonly #scheduler: Scheduler;
  readonly #routes: () => readonly MidiRoute[];
  readonly #channel: number;

  constructor(context: PerformanceContext, scheduler: Scheduler, routes: () => readonly MidiRoute[], channel: number) {
    this.#context = context;
    this.#scheduler = scheduler;
    this.#routes = routes;
    this.#channel = channel;
  }

  /** Passes the clicks of a tick range to the scheduler. */
  give(fromTick: number, untilTick: number): void {
    const { transport } = this.#context;
    for (const { tick, accent } of clicksBetween(transport.bars, fromTick, untilTick)) {
      const click = { channel: this.#channel, pitch: accent ? ACCENT_PITCH : CLICK_PITCH, owner: CLICK_OWNER };
      const atMs = transport.msAtTick(tick);
      for (const route of this.#routes()) {
        this.#scheduler.schedule(route, { kind: 'click-on', ...click }, { tick, atMs });
        this.#scheduler.schedule(route, { kind: 'click-off', ...click }, { tick, atMs: atMs + CLICK_MS });
      }
    }
  }

  silence(nowMs: number): void {
    const place = { tick: this.#context.transport.tickAtMs(nowMs), atMs: nowMs };
    for (const { activeNotes } of this.#routes()) activeNotes.silence(place, (owner) => owner === CLICK_OWNER);
  }
}
