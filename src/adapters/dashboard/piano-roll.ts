import type { Snapshot } from '../../protocol/live-event.js';
import type { TrailNote } from '../../protocol/view/note-trail.js';
import { msAtTick } from '../../protocol/view/transport-time.js';

/** What a place of the roll holds; a later one covers an earlier one. */
export type Ink = 'none' | 'planned' | 'daemon' | 'player';

/** A piano roll as a grid: `rows[0]` is the highest; time goes from left to right. */
export interface PianoRollPicture {
  readonly rows: readonly (readonly Ink[])[];
  /** Column of the present. */
  readonly now: number;
  readonly lowest: number;
  readonly highest: number;
}

export interface RollView {
  /** The daemon's clock. */
  readonly nowMs: number;
  readonly notes: readonly TrailNote[];
  readonly snapshot: Snapshot;
}

const PAST_MS = 6000;
const FUTURE_MS = 3000;
/** For how long notes must be kept to be drawn. */
export const ROLL_MS = PAST_MS + 500;
const OCTAVE = 12;
/** What is shown while nothing is played: two octaves about middle C. */
const QUIET = [48, 71] as const;

interface Bar {
  readonly ink: Ink;
  readonly pitch: number;
  readonly fromMs: number;
  readonly toMs: number;
}

const visibleBars = ({ nowMs, notes, snapshot }: RollView): readonly Bar[] => {
  const { transport, planned } = snapshot;
  const ahead = planned.map(({ tick, durationTicks, pitch }): Bar => {
    const fromMs = Math.max(msAtTick(transport, tick), nowMs);
    return { ink: 'planned', pitch, fromMs, toMs: msAtTick(transport, tick + durationTicks) };
  });
  const played = notes.map(({ voice, pitch, fromMs, toMs }): Bar => ({
    ink: voice,
    pitch,
    fromMs,
    toMs: Math.min(toMs, nowMs),
  }));
  return [...(transport.state === 'stopped' ? [] : ahead), ...played].filter(
    ({ fromMs, toMs }) => toMs >= nowMs - PAST_MS && fromMs < nowMs + FUTURE_MS,
  );
};

/** Whole octaves, so that the picture does not jump at every note. */
const pitchRange = (bars: readonly Bar[]): readonly [lowest: number, highest: number] => {
  const pitches = bars.map(({ pitch }) => pitch);
  const lowest = Math.min(...pitches, QUIET[0]);
  const highest = Math.max(...pitches, QUIET[1]);
  return [Math.floor(lowest / OCTAVE) * OCTAVE, Math.ceil((highest + 1) / OCTAVE) * OCTAVE - 1];
};

/** Draws what was played lately and what is planned, `columns` wide and `rows` high. */
export const drawPianoRoll = (view: RollView, columns: number, rows: number): PianoRollPicture => {
  const bars = visibleBars(view);
  const [lowest, highest] = pitchRange(bars);
  const grid = Array.from({ length: rows }, () => Array.from({ length: columns }, (): Ink => 'none'));
  const column = (ms: number): number => Math.floor(((ms - view.nowMs + PAST_MS) / (PAST_MS + FUTURE_MS)) * columns);
  const semitonesARow = Math.max(1, (highest - lowest + 1) / rows);
  for (const { ink, pitch, fromMs, toMs } of bars) {
    const row = grid.at(-1 - Math.floor((pitch - lowest) / semitonesARow));
    const from = Math.max(column(fromMs), 0);
    // a repeated note shows as two
    const to = Math.min(Math.max(column(toMs), from + 1), columns);
    row?.fill(ink, from, to);
  }
  return { rows: grid, now: column(view.nowMs), lowest, highest };
};
