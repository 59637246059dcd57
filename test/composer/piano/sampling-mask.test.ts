import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pianoConstraints } from '../../../src/composer/piano/constraints.js';
import { allowedIds, observe, silence, type ConstraintState } from '../../../src/composer/piano/sampling-mask.js';
import {
  PEDAL_DOWN_ID,
  PEDAL_UP_ID,
  pianoSchema,
  type PianoFieldName,
} from '../../../src/encoding/piano/piano-schema.js';
import { WAIT_COUNT, waitIdOf } from '../../../src/encoding/vocabulary/wait.js';

/** Events as pairs of steps to wait and what to do. */
const after = (events: readonly (readonly [number, number])[]): ConstraintState =>
  events.reduce(
    (music, [steps, what]) => observe(music, { wait: steps === 0 ? 0 : waitIdOf(steps), what }, pianoConstraints),
    silence,
  );

const may = (music: ConstraintState, field: PianoFieldName, id: number, wait = 0): boolean =>
  allowedIds(music, pianoConstraints, field, { wait })(id);

describe('bounds of sensible music', () => {
  it('let a chord grow from the bass up only', () => {
    const music = after([[48, 60]]);
    expect(may(music, 'what', 59)).toBe(false);
    expect(may(music, 'what', 60)).toBe(false);
    expect(may(music, 'what', 64)).toBe(true);
    expect(may(music, 'what', 59, waitIdOf(12))).toBe(true);
  });

  it('move the pedal only the other way, and not within a chord', () => {
    expect(may(silence, 'what', PEDAL_UP_ID, 1)).toBe(false);
    expect(may(silence, 'what', PEDAL_DOWN_ID, 1)).toBe(true);
    const down = after([
      [48, PEDAL_DOWN_ID],
      [0, 60],
    ]);
    expect(may(down, 'what', PEDAL_DOWN_ID, 1)).toBe(false);
    expect(may(down, 'what', PEDAL_UP_ID, 1)).toBe(true);
    expect(may(down, 'what', PEDAL_UP_ID, 0)).toBe(false);
  });

  it('make the pedal come up after 16 beats', () => {
    const held = after([[48, PEDAL_DOWN_ID], ...Array.from({ length: 16 }, (_, i) => [48, 60 + i] as const)]);
    expect(may(held, 'what', 62, 1)).toBe(false);
    expect(may(held, 'what', PEDAL_UP_ID, 1)).toBe(true);
  });

  it('bar a note struck twelve times of sixteen', () => {
    const hammered = after(Array.from({ length: 12 }, () => [24, 60] as const));
    expect(may(hammered, 'what', 60, 1)).toBe(false);
    expect(may(hammered, 'what', 61, 1)).toBe(true);
  });

  it('let a trill last for 32 notes', () => {
    const trill = (length: number) => after(Array.from({ length }, (_, i) => [6, 72 + 2 * (i % 2)] as const));
    expect(may(trill(31), 'what', 72, 1)).toBe(true);
    expect(may(trill(32), 'what', 72, 1)).toBe(false);
  });

  it('always leave something to draw, whatever has been played', () => {
    const event = fc.tuple(fc.integer({ min: 0, max: WAIT_COUNT - 1 }), fc.integer({ min: 0, max: PEDAL_UP_ID }));
    const leavesOne = (music: ConstraintState, name: PianoFieldName, wait: number): boolean => {
      const { size } = pianoSchema.find((field) => field.name === name)!;
      return Array.from({ length: size }, (_, id) => id).some(allowedIds(music, pianoConstraints, name, { wait }));
    };
    fc.assert(
      fc.property(fc.array(event, { maxLength: 60 }), (events) => {
        const music = events.reduce((so, [wait, what]) => observe(so, { wait, what }, pianoConstraints), silence);
        expect(leavesOne(music, 'wait', 0)).toBe(true);
        for (let wait = 0; wait < WAIT_COUNT; wait++) {
          if (may(music, 'wait', wait)) expect(leavesOne(music, 'what', wait)).toBe(true);
        }
        expect(leavesOne(music, 'tempo', 1)).toBe(true);
      }),
      { numRuns: 60 },
    );
  });
});
