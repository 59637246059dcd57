import { describe, expect, it } from 'vitest';
import type { Snapshot } from '../../src/protocol/live-event.js';
import { planText } from '../../src/protocol/view/plan-text.js';
import { plainSnapshot } from './plain-snapshot.js';

const bar = (number: number, section: string, names: string[], more: Partial<Snapshot['plan'][number]> = {}) => {
  const tick = number * 1920;
  return {
    tick,
    ticks: 1920,
    section,
    chords: names.map((name, i) => ({ tick: tick + i * 960, name })),
    cadence: 'none' as const,
    returnsTo: null,
    ...more,
  };
};

describe('the line that tells the plan', () => {
  const plan = [
    bar(0, 'A', ['C']),
    bar(1, 'A', ['Am', 'F']),
    bar(2, 'A', ['Dm', 'G7'], { cadence: 'half' }),
    bar(3, 'B', ['C/E'], { returnsTo: 1 }),
  ];

  it('names sections where they begin, chords, cadences and returns', () => {
    expect(planText({ ...plainSnapshot, plan }, 0)).toBe('A: C | Am F | Dm G7 half cadence | B: C/E (as 1)');
  });

  it('begins with the bar in hand', () => {
    const transport = { ...plainSnapshot.transport, state: 'running' as const };
    expect(planText({ plan, transport }, 4500)).toBe('A: Dm G7 half cadence | B: C/E (as 1)');
  });

  it('is empty without a plan', () => {
    expect(planText(plainSnapshot, 0)).toBe('');
  });
});
