import type { Snapshot } from '../../protocol/live-event.js';
import type { TrailNote } from '../../protocol/view/note-trail.js';
import { barAndBeat, msAtTick, tickAtMs } from '../../protocol/view/transport-time.js';
import { PPQ } from '../../music/piece.js';

/** What a place of the roll holds; a later one covers an earlier one. Soft and loud notes are told apart. */
export type Ink =
  'none' | 'planned' | 'daemon-soft' | 'daemon' | 'daemon-loud' | 'player-soft' | 'player' | 'player-loud';

/** A bar line: its column, and the number of the bar that it begins, from 1. */
export interface RollBarLine {
  readonly column: number;
  readonly bar: number;
}

/** A piano roll as a grid: `rows[0]` is the highest; time goes from left to right. */
export interface PianoRollPicture {
  readonly rows: readonly (readonly Ink[])[];
  /** Column of the present. */
  readonly now: number;
  readonly lowest: number;
  readonly highest: number;
  readonly semitonesARow: number;
  readonly barLines: readonly RollBarLine[];
}

export interface RollView {
  /** The daemon's clock. */
  readonly nowMs: number;
  readonly notes: readonly TrailNote[];
  readonly snapshot: Snapshot;
}

/** A narrow roll shows so much time, a wide one more. */
const LEAST_MS = 9000;
const MS_A_COLUMN = 150;
/** The future's share of the width. */
const FUTURE = 1 / 3;
/** For how long notes must be kept to be drawn on the widest screens. */
export const ROLL_MS = 30_000;
const OCTAVE = 12;
/** What is shown while nothing is played: two octaves about middle C. */
const QUIET = [48, 71] as const;
/** Softer and louder than these is shown so. */
const SOFT = 50;
const LOUD = 90;

interface Bar {
  readonly ink: Ink;
  readonly pitch: number;
  readonly fromMs: number;
  readonly toMs: number;
}

/** What the roll shows of time: all between two moments, on so many columns. */
interface Span {
  readonly fromMs: number;
  readonly toMs: number;
  readonly columns: number;
}

const spanOf = (nowMs: number, columns: number): Span => {
  const lengthMs = Math.max(LEAST_MS, Math.min(columns * MS_A_COLUMN, ROLL_MS));
  return { fromMs: nowMs - lengthMs * (1 - FUTURE), toMs: nowMs + lengthMs * FUTURE, columns };
};

const columnAt = ({ fromMs, toMs, columns }: Span, ms: number): number =>
  Math.floor(((ms - fromMs) / (toMs - fromMs)) * columns);

const inkOf = ({ voice, velocity }: TrailNote): Ink =>
  velocity < SOFT ? `${voice}-soft` : velocity > LOUD ? `${voice}-loud` : voice;

const visibleBars = ({ nowMs, notes, snapshot }: RollView, span: Span): readonly Bar[] => {
  const { transport, planned } = snapshot;
  const ahead = planned.map(({ tick, durationTicks, pitch }): Bar => {
    const fromMs = Math.max(msAtTick(transport, tick), nowMs);
    return { ink: 'planned', pitch, fromMs, toMs: msAtTick(transport, tick + durationTicks) };
  });
  const played = notes.map((note): Bar => {
    const { pitch, fromMs, toMs } = note;
    return { ink: inkOf(note), pitch, fromMs, toMs: Math.min(toMs, nowMs) };
  });
  return [...(transport.state === 'stopped' ? [] : ahead), ...played].filter(
    ({ fromMs, toMs }) => toMs >= span.fromMs && fromMs < span.toMs,
  );
};

/** Whole octaves, so that the picture does not jump at every note. */
const pitchRange = (bars: readonly Bar[]): readonly [lowest: number, highest: number] => {
  const pitches = bars.map(({ pitch }) => pitch);
  const lowest = Math.min(...pitches, QUIET[0]);
  const highest = Math.max(...pitches, QUIET[1]);
  return [Math.floor(lowest / OCTAVE) * OCTAVE, Math.ceil((highest + 1) / OCTAVE) * OCTAVE - 1];
};

/** Those of the present metre, as far as they are in sight; none while the music stands still. */
const barLinesIn = ({ snapshot: { transport } }: RollView, span: Span): readonly RollBarLine[] => {
  if (transport.state === 'stopped') return [];
  const { numerator, denominator } = transport.meter;
  const barTicks = (numerator * 4 * PPQ) / denominator;
  const first = Math.ceil((tickAtMs(transport, span.fromMs) - transport.meterTick) / barTicks);
  const found: RollBarLine[] = [];
  for (let i = first; found.length < span.columns; i++) {
    const tick = transport.meterTick + i * barTicks;
    const atMs = msAtTick(transport, tick);
    if (atMs >= span.toMs) break;
    found.push({ column: columnAt(span, atMs), bar: barAndBeat(transport, tick + 1).bar });
  }
  return found.filter(({ bar, column }) => bar > 0 && column >= 0);
};

/** Draws what was played lately and what is planned, `columns` wide and `rows` high. */
export const drawPianoRoll = (view: RollView, columns: number, rows: number): PianoRollPicture => {
  const span = spanOf(view.nowMs, columns);
  const bars = visibleBars(view, span);
  const [lowest, highest] = pitchRange(bars);
  const grid = Array.from({ length: rows }, () => Array.from({ length: columns }, (): Ink => 'none'));
  const semitonesARow = Math.max(1, (highest - lowest + 1) / rows);
  for (const { ink, pitch, fromMs, toMs } of bars) {
    const row = grid.at(-1 - Math.floor((pitch - lowest) / semitonesARow));
    const from = Math.max(columnAt(span, fromMs), 0);
    // a repeated note shows as two
    const to = Math.min(Math.max(columnAt(span, toMs), from + 1), columns);
    row?.fill(ink, from, to);
  }
  return {
    ...{ rows: grid, now: columnAt(span, view.nowMs), lowest, highest, semitonesARow },
    barLines: barLinesIn(view, span),
  };
};
