/** How the learning rate moves over a run, by the share of it that is done. */
export interface LearningRateSchedule {
  readonly peak: number;
  /** Steps of linear rise at the beginning. */
  readonly warmupSteps: number;
  /** The rate at the end, as a share of the peak. */
  readonly finalShare: number;
}

/** All but the peak, which depends on the kind of network. */
export const scheduleShape: Omit<LearningRateSchedule, 'peak'> = { warmupSteps: 100, finalShare: 0.02 };

/**
 * Rate for a step (from 0): a linear rise, then half a cosine down to the final share (Loshchilov and Hutter
 * 2017). `progress` is the share of the planned passes that is done, 0–1; beyond 1 it stays at the end.
 */
export const learningRateAt = (
  { peak, warmupSteps, finalShare }: LearningRateSchedule,
  step: number,
  progress: number,
): number => {
  const rise = Math.min(1, (step + 1) / warmupSteps);
  const fall = 0.5 * (1 + Math.cos(Math.PI * Math.min(1, Math.max(0, progress))));
  return peak * rise * (finalShare + (1 - finalShare) * fall);
};
