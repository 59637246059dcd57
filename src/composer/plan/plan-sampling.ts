import type { PlanFieldName } from '../../encoding/plan-events/plan-events-schema.js';
import type { SamplingOptions } from '../../model/sampling/sample.js';

/** How boldly each field of a plan is sampled. */
export type PlanSampling = (field: PlanFieldName) => SamplingOptions;

const every: SamplingOptions = { temperature: 1, topP: 0.98, topK: Infinity };

/**
 * Wide leaps of the outer voices, rare roots and changes of loudness add up over a piece, so their tails are cut more.
 * Which bar is taken up is left as it is: flatter choices come nearer to real plans by themselves, but in the pieces
 * bars like the one eight before become half as frequent as in real music.
 */
const ofField: Partial<Record<PlanFieldName, Partial<SamplingOptions>>> = {
  density: { topP: 0.95 },
  loudness: { topP: 0.92 },
  key: { topP: 0.97 },
  root: { topP: 0.92 },
  quality: { topP: 0.95 },
  bass: { topP: 0.96 },
  top: { topP: 0.95 },
  topOctave: { topP: 0.85 },
  lowOctave: { topP: 0.93 },
};

/** What is measured to come near to real plans: `node bench/plans.mjs … --sampling` tries others (docs/quality.md). */
export const defaultPlanSampling: PlanSampling = (field) => ({ ...every, ...ofField[field] });
