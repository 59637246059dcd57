import type { MusicPlan, PlanBar } from './music-plan.js';

/** A bar in a plan that begins `dropped` bars later; references to dropped bars become new. */
const rebased = (bar: PlanBar, dropped: number): PlanBar =>
  bar.reference < dropped
    ? { ...bar, kind: 'new', reference: -1, shift: 0 }
    : { ...bar, reference: bar.reference - dropped };

/** The latest bars of a plan, at most so many, that end by a step. */
export const latestBars = (plan: MusicPlan, endStep: number, most: number): MusicPlan => {
  const ended = plan.bars.filter(({ step, steps }) => step + steps <= endStep);
  const dropped = Math.max(0, ended.length - most);
  const bars = dropped === 0 ? ended : ended.slice(dropped).map((bar) => rebased(bar, dropped));
  const fromStep = bars.at(0)?.step ?? endStep;
  const slots = plan.slots.filter(({ step, steps }) => step >= fromStep && step + steps <= endStep);
  return { ...plan, bars, slots };
};
