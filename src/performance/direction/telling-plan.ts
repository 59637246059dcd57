import type { PlannedBar } from '../composer.js';
import type { Stage } from './stage.js';

/** Tells what is planned, with the bars that are taken up by their numbers; music from before the session has none. */
export const tellPlan = ({ tell, transport: { bars: score } }: Stage, planned: readonly PlannedBar[]): void => {
  const bars = planned.map(({ returnsToTick: tick, chords, ...bar }) => ({
    ...bar,
    chords: [...chords],
    returnsTo: tick === null || tick < 0 ? null : score.position(tick).bar + 1,
  }));
  tell({ kind: 'plan', bars });
};
