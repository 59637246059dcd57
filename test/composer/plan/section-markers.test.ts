import { describe, expect, it } from 'vitest';
import { sectionMarkers } from '../../../src/composer/plan/section-markers.js';
import { emptyPlan } from '../../../src/encoding/plan/told-plan.js';
import { madeBar } from '../../encoding/plan/made-plan.js';

const bar = (index: number, section: number, sectionStart: boolean) => madeBar(index, { section, sectionStart });

describe('markers of sections', () => {
  it('name each where it begins; like material has one letter', () => {
    const bars = [bar(0, 0, true), bar(1, 0, false), bar(2, 1, true), bar(3, 0, true)];

    expect(sectionMarkers({ ...emptyPlan, bars })).toEqual([
      { tick: 0, text: 'A' },
      { tick: 3840, text: 'B' },
      { tick: 5760, text: 'A' },
    ]);
  });

  it('are none without a plan', () => {
    expect(sectionMarkers(emptyPlan)).toEqual([]);
  });
});
