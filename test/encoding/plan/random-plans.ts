import fc from 'fast-check';
import { NO_CHORD } from '../../../src/encoding/plan/chord-vocabulary.js';
import type { MusicPlan, PlanBar, PlanSlot } from '../../../src/encoding/plan/music-plan.js';

const mode = fc.constantFrom('major' as const, 'minor' as const);

/** What of a bar does not hang on others. */
const looseBar = fc.record({
  kind: fc.constantFrom('new' as const, 'exact' as const, 'shifted' as const, 'rhythm' as const, 'varied' as const),
  lag: fc.integer({ min: 1, max: 96 }),
  shift: fc.integer({ min: -24, max: 24 }),
  density: fc.integer({ min: 0, max: 8 }),
  grid: fc.integer({ min: 0, max: 6 }),
  loudness: fc.integer({ min: -1, max: 7 }),
  phraseLeft: fc.integer({ min: 0, max: 15 }),
  section: fc.integer({ min: 0, max: 7 }),
  sectionStart: fc.boolean(),
  cadence: fc.constantFrom('none' as const, 'half' as const, 'authentic' as const, 'final' as const),
  lengths: fc.constantFrom([192], [96, 96], [48, 144], [96, 48, 48], [24, 24, 144]),
});

const looseSlot = fc.record({
  chord: fc.integer({ min: 0, max: NO_CHORD }),
  bass: fc.integer({ min: 0, max: 12 }),
  tonic: fc.integer({ min: 0, max: 11 }),
  mode,
  top: fc.oneof(fc.constant(-1), fc.integer({ min: 60, max: 84 })),
  low: fc.oneof(fc.constant(-1), fc.integer({ min: 36, max: 59 })),
});

type LooseBar = typeof looseBar extends fc.Arbitrary<infer Bar> ? Bar : never;

const shiftOf = ({ kind, shift }: Pick<LooseBar, 'kind' | 'shift'>): number =>
  kind === 'shifted' || kind === 'varied' ? shift : 0;

/** Sections begin where their number changes. */
const barsOf = (loose: readonly LooseBar[]): PlanBar[] => {
  let section = 0;
  return loose.map(({ lag, lengths: _lengths, ...bar }, index) => {
    const begins = index === 0 || bar.sectionStart;
    section = begins ? bar.section : section;
    const refers = bar.kind !== 'new' && lag <= index;
    return {
      ...bar,
      step: index * 192,
      steps: 192,
      kind: refers ? bar.kind : 'new',
      reference: refers ? index - lag : -1,
      shift: refers ? shiftOf(bar) : 0,
      section,
      sectionStart: begins,
    };
  });
};

/** Plans in 4/4 of all that the vocabulary can tell. */
export const randomPlan: fc.Arbitrary<MusicPlan> = fc
  .record({
    bars: fc.array(looseBar, { minLength: 1, maxLength: 24 }),
    slots: fc.array(looseSlot, { minLength: 72, maxLength: 72 }),
    tonic: fc.integer({ min: 0, max: 11 }),
    mode,
  })
  .map(({ bars, slots, ...key }) => {
    let next = 0;
    const placed = bars.flatMap(({ lengths }, bar) => {
      let step = bar * 192;
      return lengths.map((steps): PlanSlot => {
        const slot = { ...slots[next++], step, steps };
        step += steps;
        return slot;
      });
    });
    return { ...key, bars: barsOf(bars), slots: placed };
  });
