import type { TempoChange } from '../../music/piece.js';
import { PPQ } from '../../music/piece.js';

/** Step length of a tempo ramp (a twelfth of a beat), … */
const RAMP_STEP_TICKS = 40;
/** … longer if it would have more steps than this. */
const MOST_RAMP_STEPS = 512;

/** The tempo from one tick to another, in even steps. */
export interface TempoRamp {
  readonly fromTick: number;
  readonly fromBpm: number;
  readonly toTick: number;
  readonly toBpm: number;
}

/** Between two ticks music runs at `ratio` times its tempo. */
export interface RubatoRatio {
  readonly fromTick: number;
  readonly toTick: number;
  readonly ratio: number;
}

export const rampOver = (fromTick: number, fromBpm: number, toBpm: number, beats: number): TempoRamp => ({
  fromTick,
  fromBpm,
  toTick: fromTick + beats * PPQ,
  toBpm,
});

const stepTicks = ({ fromTick, toTick }: TempoRamp): number =>
  Math.max(RAMP_STEP_TICKS, (toTick - fromTick) / MOST_RAMP_STEPS);

/** The tempo of a ramp at a tick: that at the middle of its step. */
export const rampBpm = (ramp: TempoRamp, tick: number): number => {
  if (tick >= ramp.toTick) return ramp.toBpm;
  const step = stepTicks(ramp);
  const middle = (Math.floor((tick - ramp.fromTick) / step + 1e-9) + 0.5) * step;
  const share = Math.min(1, Math.max(0, middle / (ramp.toTick - ramp.fromTick)));
  return ramp.fromBpm + share * (ramp.toBpm - ramp.fromBpm);
};

const rampTicks = (ramp: TempoRamp, fromTick: number): number[] => {
  const step = stepTicks(ramp);
  const ticks: number[] = [];
  const first = Math.max(1, Math.floor((fromTick - ramp.fromTick) / step + 1e-9) + 1);
  for (let i = first; ramp.fromTick + i * step < ramp.toTick; i++) ticks.push(ramp.fromTick + i * step);
  return [...ticks, ramp.toTick];
};

/** The tempo changes from a tick on, starting with its own: the ramp's tempo times the rubato ratio. */
export const tempoChanges = (
  fromTick: number,
  ramp: TempoRamp,
  breaths: readonly RubatoRatio[],
): readonly TempoChange[] => {
  const edges = breaths.flatMap((breath) => [breath.fromTick, breath.toTick]);
  const later = [...rampTicks(ramp, fromTick), ...edges].filter((tick) => tick > fromTick);
  const ticks = [...new Set([fromTick, ...later])].sort((a, b) => a - b);
  return ticks.map((tick) => {
    const breath = breaths.findLast((candidate) => candidate.fromTick <= tick && tick < candidate.toTick);
    return { tick, bpm: rampBpm(ramp, tick) * (breath?.ratio ?? 1) };
  });
};
