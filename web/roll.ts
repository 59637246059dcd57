import { PPQ } from '../src/music/piece.js';
import type { Snapshot } from '../src/protocol/live-event.js';
import type { TrailNote } from '../src/protocol/view/note-trail.js';
import { msAtTick, tickAtMs } from '../src/protocol/view/transport-time.js';
import { colour, freshCanvas } from './elements.js';

const PAST_MS = 7000;
const FUTURE_MS = 3500;
const LOWEST = 21;
const HIGHEST = 108;
const OCTAVE_C = 12;

export const TRAIL_MS = PAST_MS + 1000;

/** What the roll shows at a moment of the daemon's clock. */
export interface RollView {
  readonly nowMs: number;
  readonly notes: readonly TrailNote[];
  readonly snapshot: Snapshot;
}

/** Draws the piano roll: time from left to right, the present line fixed, what is planned in outline. */
export class Roll {
  readonly #canvas: HTMLCanvasElement;

  constructor(canvas: HTMLCanvasElement) {
    this.#canvas = canvas;
  }

  draw({ nowMs, notes, snapshot }: RollView): void {
    const fresh = freshCanvas(this.#canvas);
    if (!fresh) return;
    const { context, width, height } = fresh;
    const x = (ms: number): number => ((ms - nowMs + PAST_MS) / (PAST_MS + FUTURE_MS)) * width;
    const rowHeight = height / (HIGHEST - LOWEST + 1);
    const y = (pitch: number): number => height - (pitch - LOWEST + 1) * rowHeight;
    const noteHeight = Math.max(rowHeight - 0.5, 2);

    this.#drawGrid(context, width, height, y);
    this.#drawBars(context, height, x, snapshot, nowMs);
    for (const { voice, pitch, velocity, fromMs, toMs } of notes) {
      context.fillStyle = colour(voice);
      context.globalAlpha = 0.55 + (0.45 * velocity) / 127;
      const left = x(fromMs);
      context.fillRect(left, y(pitch), Math.max(x(Math.min(toMs, nowMs)) - left, 2), noteHeight);
    }
    context.globalAlpha = 1;
    context.strokeStyle = colour('planned');
    for (const { tick, durationTicks, pitch } of snapshot.planned) {
      const left = Math.max(x(msAtTick(snapshot.transport, tick)), x(nowMs));
      const right = x(msAtTick(snapshot.transport, tick + durationTicks));
      if (right > left && left < width) context.strokeRect(left + 0.5, y(pitch) + 0.5, right - left, noteHeight - 1);
    }
    context.fillStyle = colour('now');
    context.fillRect(x(nowMs), 0, 1.5, height);
  }

  #drawGrid(context: CanvasRenderingContext2D, width: number, height: number, y: (pitch: number) => number): void {
    context.fillStyle = colour('roll-line');
    for (let pitch = LOWEST; pitch <= HIGHEST; pitch++) {
      if (pitch % OCTAVE_C === 0) context.fillRect(0, y(pitch) + height / 88, width, 1);
    }
  }

  #drawBars(
    context: CanvasRenderingContext2D,
    height: number,
    x: (ms: number) => number,
    { transport }: Snapshot,
    nowMs: number,
  ): void {
    if (transport.state === 'stopped') return;
    const { meter, meterTick } = transport;
    const barTicks = (meter.numerator * 4 * PPQ) / meter.denominator;
    const from = tickAtMs(transport, nowMs - PAST_MS);
    const to = tickAtMs(transport, nowMs + FUTURE_MS);
    context.fillStyle = colour('roll-line');
    for (let bar = Math.ceil((from - meterTick) / barTicks); meterTick + bar * barTicks <= to; bar++) {
      context.fillRect(x(msAtTick(transport, meterTick + bar * barTicks)), 0, 1, height);
    }
  }
}
