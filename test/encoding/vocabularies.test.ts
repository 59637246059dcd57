import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DURATION_COUNT, durationIdOf, durationTicks } from '../../src/encoding/vocabulary/duration.js';
import { METER_COUNT, barStepsOf, meterIdOf, meterOfId } from '../../src/encoding/vocabulary/meter.js';
import { pianoColumn, pianoSchema } from '../../src/encoding/piano/piano-schema.js';
import { TEMPO_COUNT, tempoIdOf, tempoRatio } from '../../src/encoding/vocabulary/tempo.js';
import { VELOCITY_COUNT, velocityIdOf, velocityOf } from '../../src/encoding/vocabulary/velocity.js';
import { WAIT_COUNT, waitIdOf, waitSteps, waitTicks } from '../../src/encoding/vocabulary/wait.js';

const idsBelow = (count: number): number[] => Array.from({ length: count }, (_, id) => id);

describe('the vocabularies', () => {
  it('are as large as checkpoints expect', () => {
    expect(pianoSchema.map(({ name, size }) => `${name} ${size}`)).toEqual([
      ...['who 2', 'wait 79', 'beatPhase 48', 'beatInBar 16', 'metre 32', 'composer 64', 'source 8', 'what 130'],
      ...['duration 81', 'velocity 32', 'tempo 49'],
    ]);
    pianoSchema.forEach(({ name }, column) => expect(pianoColumn[name]).toBe(column));
  });

  it('give back the id of each of their own values', () => {
    expect(
      idsBelow(WAIT_COUNT)
        .slice(1)
        .map((id) => waitIdOf(waitSteps(id))),
    ).toEqual(idsBelow(WAIT_COUNT).slice(1));
    expect(idsBelow(DURATION_COUNT).map((id) => durationIdOf(durationTicks(id)))).toEqual(idsBelow(DURATION_COUNT));
    expect(idsBelow(VELOCITY_COUNT).map((id) => velocityIdOf(velocityOf(id)))).toEqual(idsBelow(VELOCITY_COUNT));
    expect(idsBelow(TEMPO_COUNT).map((id) => tempoIdOf(tempoRatio(id)))).toEqual(idsBelow(TEMPO_COUNT));
    expect(idsBelow(METER_COUNT).map((id) => meterIdOf(meterOfId(id) ?? { numerator: 0, denominator: 1 }))).toEqual(
      idsBelow(METER_COUNT),
    );
  });

  it('know the note values musicians use', () => {
    expect([0, 6, 16, 24, 48].map(waitTicks)).toEqual([0, 60, 160, 240, 480]);
    expect([120, 160, 240, 480, 720, 960, 1440, 1920].map((ticks) => durationTicks(durationIdOf(ticks)))).toEqual([
      ...[120, 160, 240, 480, 720, 960, 1440, 1920],
    ]);
  });

  it('round a quarter that ends 1/120 beat early to a quarter', () => {
    expect(durationTicks(durationIdOf(476))).toBe(480);
  });

  it('never round a wait to "struck together"', () => {
    expect([-30, 0, 0.3, 1].map(waitIdOf)).toEqual([1, 1, 1, 1]);
  });

  it('take the nearest duration', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 20_000 }), (ticks) => {
        const rounded = Math.round(ticks / 10) * 10;
        const error = Math.abs(durationTicks(durationIdOf(ticks)) - rounded);
        for (const id of idsBelow(DURATION_COUNT))
          expect(Math.abs(durationTicks(id) - rounded)).toBeGreaterThanOrEqual(error);
      }),
    );
  });

  it('are at most 2 off in velocity', () => {
    for (let velocity = 1; velocity <= 127; velocity++) {
      expect(Math.abs(velocityOf(velocityIdOf(velocity)) - velocity)).toBeLessThanOrEqual(2);
    }
  });

  it('tell tempos 2 % apart near the own tempo, reach from a quarter to four times it, and clamp beyond', () => {
    expect(tempoRatio(24)).toBe(1);
    expect(tempoRatio(25)).toBeCloseTo(1.02, 2);
    expect([tempoRatio(0), tempoRatio(48)].map((ratio) => ratio.toFixed(3))).toEqual(['0.250', '4.000']);
    expect([0.01, 100].map(tempoIdOf)).toEqual([0, 48]);
  });

  it('know bars of at most 16 quarters, and call a metre outside the table absent', () => {
    for (const id of idsBelow(METER_COUNT))
      expect(barStepsOf(meterOfId(id) ?? { numerator: 99, denominator: 1 })).toBeLessThanOrEqual(16 * 48);
    expect(meterIdOf({ numerator: 17, denominator: 16 })).toBe(METER_COUNT);
  });
});
