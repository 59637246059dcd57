import type { Snapshot } from '../../src/protocol/live-event.js';
import type { TrailNote } from '../../src/protocol/view/note-trail.js';
import { msAtTick } from '../../src/protocol/view/transport-time.js';
import { freshCanvas } from '../elements.js';
import { barLinesBetween, PassedBarLines, type BarLine } from './bar-lines.js';
import type { ComposerTimes } from './composer-times.js';
import { octavesIn, placeOf, WHOLE_PIANO, type KeyRange } from './keyboard-layout.js';
import { cssColour, hueOf, noteColour } from './note-colours.js';
import { drawNote, drawPlanned, type NoteBox } from './note-shapes.js';

/** How long a note rises until it leaves the stage, ms. */
const PAST_MS = 8000;
const LINE = 'rgb(255 255 255 / 0.07)';
const BAR_LINE = 'rgb(255 255 255 / 0.16)';
const LABEL = 'rgb(255 255 255 / 0.6)';
/** Room for notes of keys that are not shown, at both edges. */
const EDGE = 22;
const EDGE_NOTE = 4;

/** What is drawn at a moment of the daemon's clock. */
export interface RollView {
  readonly nowMs: number;
  readonly notes: readonly TrailNote[];
  readonly snapshot: Snapshot;
}

interface Surface {
  readonly context: CanvasRenderingContext2D;
  readonly width: number;
  readonly height: number;
}

/**
 * The piano roll over the keys: pitches where the keys are, the present at their edge. What was played rises from
 * them; what is planned comes up to them from below, on a canvas of its own.
 */
export class Roll {
  readonly #past: HTMLCanvasElement;
  readonly #future: HTMLCanvasElement;
  readonly #composers: ComposerTimes;
  readonly #bars = new PassedBarLines(PAST_MS);
  range: KeyRange = WHOLE_PIANO;

  constructor(past: HTMLCanvasElement, future: HTMLCanvasElement, composers: ComposerTimes) {
    this.#past = past;
    this.#future = future;
    this.#composers = composers;
  }

  /** The clock is another one from now on. */
  restart(): void {
    this.#bars.clear();
  }

  draw(view: RollView): void {
    const past = freshCanvas(this.#past);
    if (!past) return;
    this.#drawPast(past, view);
    const future = freshCanvas(this.#future);
    if (future) this.#drawFuture(future, view, past.height / PAST_MS);
  }

  #drawPast(surface: Surface, { nowMs, notes, snapshot }: RollView): void {
    const { context, height } = surface;
    const y = (ms: number): number => height - ((nowMs - ms) / PAST_MS) * height;
    this.#drawOctaves(surface);
    this.#drawBars(surface, this.#bars.at(snapshot.transport, nowMs), y);
    for (const note of notes) {
      if (note.toMs < nowMs - PAST_MS || note.fromMs > nowMs) continue;
      const top = y(note.fromMs);
      const bottom = y(Math.min(note.toMs, nowMs));
      const box = { ...this.#across(note.pitch, surface.width), top, height: Math.max(bottom - top, 4) };
      const sounds = note.toMs > nowMs;
      const fade = Math.min(1, 1.15 - (nowMs - Math.min(note.toMs, nowMs)) / PAST_MS);
      const isShown = note.pitch >= this.range.lowest && note.pitch <= this.range.highest;
      const light = { hue: hueOf(this.#composers.at(note.fromMs)), fade: isShown ? fade : fade / 3, sounds };
      drawNote(context, box, note, light);
    }
  }

  #drawFuture(surface: Surface, { nowMs, snapshot }: RollView, pixelsPerMs: number): void {
    const { context, height } = surface;
    const y = (ms: number): number => (ms - nowMs) * pixelsPerMs;
    const untilMs = nowMs + height / pixelsPerMs;
    this.#drawOctaves(surface);
    this.#drawBars(surface, barLinesBetween(snapshot.transport, nowMs, untilMs), y);
    const colour = cssColour(noteColour(hueOf(snapshot.controls.composer), 60));
    for (const { tick, durationTicks, pitch } of snapshot.planned) {
      const fromMs = msAtTick(snapshot.transport, tick);
      const toMs = msAtTick(snapshot.transport, tick + durationTicks);
      if (toMs < nowMs || fromMs > untilMs) continue;
      const top = Math.max(y(fromMs), 0);
      drawPlanned(context, { ...this.#across(pitch, surface.width), top, height: Math.max(y(toMs) - top, 3) }, colour);
    }
  }

  /** A note of a key that is not shown is a thin one at the edge, the further out the higher or lower it is. */
  #across(pitch: number, width: number): Pick<NoteBox, 'left' | 'width'> {
    const { lowest, highest } = this.range;
    if (pitch < lowest) return { left: Math.max(EDGE - (lowest - pitch) / 2, 1), width: EDGE_NOTE };
    if (pitch > highest) return { left: Math.min(width - EDGE + (pitch - highest) / 2, width - 5), width: EDGE_NOTE };
    const place = placeOf(pitch, this.range);
    return { left: place.left * width + 1, width: Math.max(place.width * width - 2, 3) };
  }

  #drawOctaves({ context, width, height }: Surface): void {
    context.fillStyle = LINE;
    for (const pitch of octavesIn(this.range)) context.fillRect(placeOf(pitch, this.range).left * width, 0, 1, height);
  }

  #drawBars({ context, width, height }: Surface, lines: readonly BarLine[], y: (ms: number) => number): void {
    context.font = '11px system-ui, sans-serif';
    context.textAlign = 'right';
    for (const { bar, atMs } of lines) {
      const at = Math.round(y(atMs));
      context.fillStyle = BAR_LINE;
      context.fillRect(0, at, width, 1);
      context.fillStyle = LABEL;
      if (at > 14 && at < height - 16) context.fillText(String(bar), width - 8, at - 4);
    }
  }
}
