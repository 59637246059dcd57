import type { RandomSource } from '../../shared/random-source.js';

/** How to sample. */
export interface SamplingOptions {
  /** Logits are divided by this: below 1 safer, above 1 wilder; 0 always takes the likeliest. */
  readonly temperature: number;
  /** Nucleus sampling: only the likeliest ids whose probabilities add up to this, 0–1; 1 keeps all. */
  readonly topP: number;
  /** Only this many of the likeliest ids; Infinity keeps all. */
  readonly topK: number;
}

/** Says which ids are allowed. */
export type Allowed = (id: number) => boolean;

/** Ids that meet both conditions if there are any, else those that meet the second. */
export const both = (a: Allowed, b: Allowed, size: number): Allowed => {
  for (let id = 0; id < size; id++) if (a(id) && b(id)) return (each) => a(each) && b(each);
  return b;
};

/** The network returned no finite number: its weights or state are broken. A bug, or a damaged model. */
export class NotANumberError extends Error {}

const allowedIds = (logits: Float32Array, allowed: Allowed): number[] => {
  const ids: number[] = [];
  logits.forEach((logit, id) => {
    if (!(logit < Infinity)) throw new NotANumberError(`logit ${id} is ${logit}`);
    if (allowed(id)) ids.push(id);
  });
  if (ids.length === 0) throw new RangeError('no id is allowed');
  return ids.sort((a, b) => logits[b] - logits[a] || a - b);
};

/** How many of the sorted probabilities are needed to reach topP, at least one. */
const nucleus = (probabilities: readonly number[], topP: number): number => {
  let mass = 0;
  const last = probabilities.findIndex((p) => (mass += p) >= topP);
  return last < 0 ? probabilities.length : last + 1;
};

const pick = (weights: readonly number[], random: RandomSource): number => {
  let rest = random.next() * weights.reduce((sum, w) => sum + w, 0);
  const index = weights.findIndex((weight) => (rest -= weight) < 0);
  return index < 0 ? weights.length - 1 : index;
};

/**
 * Samples an id from logits: temperature, then top-k, then top-p (nucleus; Holtzman et al. 2020), among the allowed
 * ids. Throws a RangeError when none is allowed.
 */
export const sample = (
  logits: Float32Array,
  { temperature, topP, topK }: SamplingOptions,
  random: RandomSource,
  allowed: Allowed = () => true,
): number => {
  const ids = allowedIds(logits, allowed).slice(0, Math.max(1, topK));
  if (temperature <= 0) return ids[0];
  const weights = ids.map((id) => Math.exp((logits[id] - logits[ids[0]]) / temperature));
  const total = weights.reduce((sum, w) => sum + w, 0);
  const kept = nucleus(
    weights.map((w) => w / total),
    topP,
  );
  return ids[pick(weights.slice(0, kept), random)];
};
