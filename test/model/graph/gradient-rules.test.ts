import { describe, expect, it } from 'vitest';
import { evaluate64 } from '../support/graph-evaluator.js';
import {
  caseFeeds,
  caseGraph,
  caseOperators,
  numericGradient,
  operandNames,
  worstError,
} from '../support/gradient-check.js';
import { operatorCases, operatorName } from '../support/operator-cases.js';

/** Relative (absolute below 1). Central differences in float64 are good to about 1e-10. */
const TOLERANCE = 1e-8;

describe.each(Object.entries(operatorCases))('the gradient of %s', (operator, cases) => {
  it.each(cases)('is its slope, measured: $name', (operatorCase) => {
    const feeds = caseFeeds(operatorCase);
    const results = evaluate64(caseGraph(operatorCase, true), feeds);
    const forward = caseGraph(operatorCase, false);
    for (const name of operandNames(operatorCase)) {
      expect(worstError(results[`d.${name}`], numericGradient(forward, feeds, name))).toBeLessThan(TOLERANCE);
    }
  });

  it('has cases that use it', () => {
    expect(cases.length).toBeGreaterThan(0);
    for (const operatorCase of cases) {
      expect(caseOperators(operatorCase).map(operatorName)).toContain(operator);
    }
  });
});
