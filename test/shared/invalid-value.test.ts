import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { commandSchema, requestSchema } from '../../src/protocol/command.js';
import { controlsSchema } from '../../src/protocol/controls.js';
import { settingLeaves } from '../../src/protocol/settings.js';
import { allowedText, invalidText } from '../../src/shared/invalid-value.js';

const problemOf = (schema: z.ZodType, value: unknown, name = ''): string => {
  const parsed = schema.safeParse(value);
  return parsed.success ? 'fits' : invalidText(schema, value, parsed.error, name);
};

const set = (controls: unknown): unknown => ({ id: 1, command: { kind: 'set', controls } });

/** Words that only a validator says. */
const RAW = /Invalid|[Ee]xpected|received|Too (?:big|small)|NaN|undefined|[<>]=/;

describe('what is wrong with a value', () => {
  it.each([
    ['tempo', controlsSchema.shape.tempo, 5, 'tempo must be from 20 to 400'],
    ['tempo', controlsSchema.shape.tempo, NaN, 'tempo must be from 20 to 400'],
    ['mode', controlsSchema.shape.mode, 'loud', 'mode must be solo, answer or duet'],
    ['quote-limit', controlsSchema.shape.quoteLimit, 3, 'quote-limit must be a whole number from 8 to 1000 or null'],
    ['key', controlsSchema.shape.key, 'H', 'key must be a key such as "C major" or "F# minor", or off'],
    ['key', controlsSchema.shape.key, 3, 'key must be off or a key such as "C major" or "F# minor"'],
    ['composer', controlsSchema.shape.composer, '', 'composer must be text of 1 to 200 characters'],
    ['register', controlsSchema.shape.register, { lowest: 40, highest: 44 }, 'register must span at least an octave'],
    [
      'meter',
      controlsSchema.shape.meter,
      { numerator: 3, denominator: 5 },
      'meter.denominator must be 1, 2, 4, 8, 16 or 32',
    ],
  ])('%s is said in the words of a user', (name, schema, value, text) => {
    expect(problemOf(schema, value, name)).toBe(text);
  });

  it.each([
    [set({ tempo: 5 }), 'command.controls.tempo must be from 20 to 400'],
    [set({}), 'command.controls must name at least one control'],
    [set({ wobble: 1 }), 'command.controls has no field "wobble"'],
    [{ id: 1, command: { kind: 'end', bars: 0.5 } }, 'command.bars must be a whole number from 1 to 64'],
    [{ id: 1, command: { kind: 'ramp', bpm: 90 } }, 'command.beats is missing'],
    [{ id: 1, command: { kind: 'dance' } }, 'command.kind: there is no command "dance"'],
    [{ id: 1 }, 'command is missing'],
    [{ id: 1, command: { kind: 'midi-learn', control: 'moon' } }, 'command.control must be '],
    [
      { id: 1, command: { kind: 'knob', channel: 0, controller: 64, value: 1 } },
      'command.controller must be a controller from 0 to 119 other than 64, the pedal',
    ],
  ])('a request %j names the field', (request, text) => {
    expect(problemOf(requestSchema, request)).toContain(text);
  });

  it('names the item of a list', () => {
    const schedules = settingLeaves.get('schedules');
    if (!schedules) throw new Error('there is no such setting');
    expect(problemOf(schedules, [{ kind: 'prune', at: 'noon', days: 3 }], 'schedules')).toBe(
      'schedules.0.at must be five cron fields in numbers, such as "0 3 * * *" for 3 a.m.',
    );
  });

  it('never repeats what the validator says, whatever the value', () => {
    const leaves = [...settingLeaves.values(), ...Object.values(controlsSchema.shape), commandSchema, requestSchema];
    const field = fc.constantFrom('kind', 'id', 'command', 'controls', 'at', 'days', 'tempo', 'numerator', 'lowest');
    const value = fc.letrec((tie) => ({
      any: fc.oneof(
        { maxDepth: 3 },
        fc.jsonValue(),
        fc.constantFrom('set', 'end', 'knob', 'train', 'prune', NaN),
        fc.dictionary(field, tie('any')),
        fc.array(tie('any'), { maxLength: 2 }),
      ),
    })).any;
    fc.assert(
      fc.property(fc.constantFrom(...leaves), value, (schema, given) => {
        const words = problemOf(schema, given, 'it').replace(/has no field ".*"/s, '');
        expect(words).not.toMatch(RAW);
      }),
    );
  });
});

describe('what a schema accepts', () => {
  it.each([
    [z.boolean(), 'on or off'],
    [z.number().min(1).nullable(), 'at least 1 or auto'],
    [z.number().max(3), 'at most 3'],
    [z.number(), 'a number'],
    [z.int(), 'a whole number'],
    [z.array(z.string()), 'a list, such as ["one", "two"]'],
    [z.array(z.strictObject({ kind: z.literal('a'), n: z.number() })), 'a list of {kind: "a", n}'],
  ])('is written as a user writes it (%#)', (schema, text) => {
    expect(allowedText(schema, { null: 'auto', switch: 'on or off' })).toBe(text);
  });
});
