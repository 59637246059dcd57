import type { PlanFieldName } from '../../encoding/plan-events/plan-events-schema.js';
import type { SamplingOptions } from '../../model/sampling/sample.js';

/** How boldly each field of a plan is sampled. */
export type PlanSampling = (field: PlanFieldName) => SamplingOptions;

const every: SamplingOptions = { temperature: 1, topP: 0.98, topK: Infinity };

/**
 * Wide leaps of the outer voices, rare roots and changes of loudness add up over a piece, so their tails are cut more;
 * which bar is taken up would else follow the bar before too faithfully.
 */
const ofField: Partial<Record<PlanFieldName, Partial<SamplingOptions>>> = {
  kind: { temperature: 1.1 },
  lag: { temperature: 1.3 },
  density: { topP: 0.92 },
  loudness: { topP: 0.8 },
  key: { topP: 0.97 },
  root: { topP: 0.88 },
  quality: { topP: 0.93 },
  bass: { topP: 0.96 },
  top: { topP: 0.93 },
  topOctave: { topP: 0.8 },
  lowOctave: { topP: 0.93 },
};

/** What is measured to come near to real plans: `node bench/plans.mjs … --sampling` tries others (docs/quality.md). */
export const defaultPlanSampling: PlanSampling = (field) => ({ ...every, ...ofField[field] });
