import type { PlanBar } from '../../../src/encoding/plan/music-plan.js';

/** A bar of a made plan in 4/4, of phrases of four bars. */
export const madeBar = (index: number, about: Partial<PlanBar> = {}): PlanBar => ({
  step: 192 * index,
  steps: 192,
  kind: 'new',
  reference: -1,
  shift: 0,
  density: 2,
  grid: 2,
  loudness: 4,
  phraseLeft: 3 - (index % 4),
  section: 0,
  sectionStart: index === 0,
  cadence: 'none',
  ...about,
});
