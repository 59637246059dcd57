import type { PlanFieldName } from '../../encoding/plan-events/plan-events-schema.js';
import type { SamplingOptions } from '../../model/sampling/sample.js';

/** Sampling settings of each field of a plan. */
export type PlanSampling = (field: PlanFieldName) => SamplingOptions;

const every: SamplingOptions = { temperature: 1, topP: 0.98, topK: Infinity };

const ofField: Partial<Record<PlanFieldName, SamplingOptions>> = {
  root: { ...every, topP: 0.96 },
  quality: { ...every, topP: 0.97 },
  bass: { ...every, topP: 0.96 },
  key: { ...every, topP: 0.97 },
};

/** Chosen so that sampled plans resemble real ones (bench/plans.mjs). */
export const defaultPlanSampling: PlanSampling = (field) => ofField[field] ?? every;
