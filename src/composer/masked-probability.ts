import type { Allowed } from '../model/sampling/sample.js';

/** The probability, 0–1, that the network gave to masked ids, before temperature. */
export const maskedProbability = (logits: Float32Array, allowed: Allowed): number => {
  const top = logits.reduce((a, b) => Math.max(a, b), -Infinity);
  let all = 0;
  let removed = 0;
  logits.forEach((logit, id) => {
    const weight = Math.exp(logit - top);
    all += weight;
    if (!allowed(id)) removed += weight;
  });
  return removed / all;
};
