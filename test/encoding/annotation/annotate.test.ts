import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { annotate } from '../../../src/encoding/annotation/annotate.js';
import { NO_BASS, NO_CHORD } from '../../../src/encoding/plan/chord-vocabulary.js';
import { transposePlan } from '../../../src/encoding/plan/transpose-plan.js';
import { barsOf, chordNotes, higher, later, melody, together } from '../plan/made-plan-music.js';

const C = [48, 55, 60, 64];
const F = [41, 53, 57, 60];
const G = [43, 55, 59, 62];
const G7 = [43, 53, 59, 62];
const major = (root: number) => root * 9;

const randomMusic = fc
  .record({
    notes: fc.array(
      fc.record({
        step: fc.integer({ min: 0, max: 700 }),
        length: fc.integer({ min: 1, max: 300 }),
        pitch: fc.integer({ min: 36, max: 84 }),
        velocity: fc.integer({ min: 1, max: 127 }),
      }),
      { minLength: 1, maxLength: 60 },
    ),
    metre: fc.constantFrom([192, 48], [144, 48], [144, 72], [72, 24], [240, 48], [216, 72], [96, 48]),
    upbeat: fc.constantFrom(0, 24, 48),
  })
  .map(({ notes, metre: [steps, beatSteps], upbeat }) => ({
    notes: notes
      .map(({ step, length, pitch, velocity }) => ({ step, end: step + length, pitch, velocity }))
      .sort((a, b) => a.step - b.step || a.pitch - b.pitch),
    bars: [
      ...(upbeat > 0 ? [{ step: 0, steps: upbeat, beatSteps }] : []),
      ...barsOf(Math.ceil(800 / steps), steps, beatSteps).map((bar) => ({ ...bar, step: bar.step + upbeat })),
    ],
  }));

describe('the annotation of a piece', () => {
  it('is transposed for transposed music', () => {
    fc.assert(
      fc.property(randomMusic, fc.integer({ min: -24, max: 24 }), ({ notes, bars }, semitones) => {
        expect(annotate(higher(notes, semitones), bars)).toEqual(transposePlan(annotate(notes, bars), semitones));
      }),
      { numRuns: 30 },
    );
  });

  it('covers every bar with slots, and keeps every number in its range', () => {
    fc.assert(
      fc.property(randomMusic, ({ notes, bars }) => {
        const plan = annotate(notes, bars);
        expect(plan.bars).toHaveLength(bars.length);
        const covered = bars.map(({ step, steps }) =>
          plan.slots
            .filter((slot) => slot.step >= step && slot.step < step + steps)
            .reduce((sum, slot) => sum + slot.steps, 0),
        );
        expect(covered).toEqual(bars.map(({ steps }) => steps));
        plan.bars.forEach((bar, i) => {
          expect(bar.reference).toBeLessThan(i);
          expect(bar.kind === 'new').toBe(bar.reference === -1);
          expect(Math.abs(bar.shift)).toBeLessThanOrEqual(24);
          expect(bar.phraseLeft).toBeLessThanOrEqual(15);
          expect(bar.phraseLeft).toBe(
            i + 1 < plan.bars.length && bar.phraseLeft > 0 ? plan.bars[i + 1].phraseLeft + 1 : 0,
          );
          expect(bar.section).toBeLessThanOrEqual(7);
          if (bar.sectionStart && i > 0) expect(plan.bars[i - 1].phraseLeft).toBe(0);
        });
        for (const slot of plan.slots) {
          expect(slot.chord).toBeLessThanOrEqual(NO_CHORD);
          expect(slot.bass === NO_BASS).toBe(slot.chord === NO_CHORD);
          expect(slot.top).toBeGreaterThanOrEqual(slot.low);
        }
      }),
      { numRuns: 30 },
    );
  });

  it('of I–IV–V7–I names chords, basses, key and the last cadence', () => {
    const plan = annotate(chordNotes([C, F, G7, C]), barsOf(4));
    const chords = plan.bars.map(({ step }) => plan.slots.find((slot) => slot.step === step)?.chord);
    expect(chords).toEqual([major(0), major(5), major(7) + 4, major(0)]);
    expect(plan.slots.filter((slot) => slot.step % 192 === 0).map(({ bass }) => bass)).toEqual([0, 5, 7, 0]);
    expect({ tonic: plan.tonic, mode: plan.mode }).toEqual({ tonic: 0, mode: 'major' });
    expect(plan.bars.map(({ cadence }) => cadence)).toEqual(['final', 'final', 'final', 'final']);
    expect(plan.bars.map(({ phraseLeft }) => phraseLeft)).toEqual([3, 2, 1, 0]);
    expect(plan.slots[0]).toMatchObject({ top: 64, low: 48 });
  });

  it('splits a half bar in which the chord changes on the beat', () => {
    const plan = annotate(chordNotes([C, C, C, C, C, C, F, G7, C, C, C, C], 48), barsOf(3));
    const second = plan.slots.filter(({ step }) => step >= 192 && step < 384);
    expect(second.map(({ steps, chord }) => [steps, chord])).toEqual([
      [96, major(0)],
      [48, major(5)],
      [48, major(7) + 4],
    ]);
  });

  it('finds a half cadence in the first phrase and an authentic one before more music', () => {
    const question = together(chordNotes([C, C, F, F, C, F], 96), later(chordNotes([G]), 576));
    const answer = together(chordNotes([C, C, F, F, F, G7], 96), later(chordNotes([C]), 576));
    const music = together(question, later(answer, 768), later(question, 1536), later(answer, 2304));
    const { bars } = annotate(music, barsOf(16));
    expect([3, 7, 11, 15].map((bar) => bars[bar].phraseLeft)).toEqual([0, 0, 0, 0]);
    expect([3, 7, 11, 15].map((bar) => bars[bar].cadence)).toEqual(['half', 'authentic', 'half', 'final']);
  });

  it('leaves silence without chord and bass, and an empty piece without bars', () => {
    const plan = annotate(later(chordNotes([C]), 192), barsOf(3));
    expect(plan.slots[0]).toMatchObject({ chord: NO_CHORD, bass: NO_BASS, top: -1, low: -1 });
    expect(plan.slots.at(-1)).toMatchObject({ chord: NO_CHORD, bass: NO_BASS });
    expect(annotate([], [])).toMatchObject({ bars: [], slots: [] });
  });

  it('hears the key of a melody alone, and from the middle of a piece', () => {
    const tune = melody([
      ...([
        [67, 1],
        [71, 1],
        [74, 2],
        [72, 1],
        [69, 1],
        [66, 2],
      ] as const),
      ...([
        [67, 1],
        [69, 1],
        [71, 1],
        [66, 1],
        [67, 4],
      ] as const),
    ]);
    expect(annotate(tune, barsOf(4))).toMatchObject({ tonic: 7, mode: 'major' });
    const bars = barsOf(12).slice(8);
    const plan = annotate(later(tune, bars[0].step), bars);
    expect(plan).toMatchObject({ tonic: 7, mode: 'major' });
    expect(plan.bars[0]).toMatchObject({ step: bars[0].step, reference: -1 });
  });
});
