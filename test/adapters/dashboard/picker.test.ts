import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { controlRows } from '../../../src/adapters/dashboard/control-rows.js';
import {
  leftIn,
  pickerKey,
  pickerLines,
  type Picker,
  type PickerOutcome,
} from '../../../src/adapters/dashboard/picker.js';
import { pickerFor } from '../../../src/adapters/dashboard/value-choices.js';
import { controlsSchema } from '../../../src/protocol/controls.js';
import { plainSnapshot } from '../../protocol/plain-snapshot.js';

const composers = ['Bach', 'Bach_CPE', 'Chopin', 'Joplin'];
const playable = composers.map((name) => ({ name, model: 'base', notes: 60_000, isUnfinished: false }));
const snapshot = { ...plainSnapshot, composers, playable, families: [composers] };
const rowNamed = (name: string) => controlRows.find((row) => row.name === name)!;
const pickerOf = (name: string): Picker => pickerFor(rowNamed(name), snapshot);

/** What comes of some keys, one after the other. */
const pressed = (picker: Picker, ...keys: readonly string[]): PickerOutcome =>
  keys.reduce<PickerOutcome>((outcome, key) => (outcome.kind === 'open' ? pickerKey(outcome.picker, key) : outcome), {
    kind: 'open',
    picker,
  });

describe('a list to choose from', () => {
  it('finds a composer by some letters of the name, and says how well they are known', () => {
    const outcome = pressed(pickerOf('composer'), 'l', 'i');
    expect(outcome.kind === 'open' && leftIn(outcome.picker)).toEqual([
      { label: 'Joplin', detail: 'base knows well', change: { composer: 'Joplin' } },
    ]);
    expect(pressed(pickerOf('composer'), 'l', 'i', 'enter')).toMatchObject({
      kind: 'chosen',
      choice: { change: { composer: 'Joplin' } },
    });
  });

  it('begins at what holds now, and moves with the arrows as far as it goes', () => {
    const picker = pickerOf('composer');
    expect(picker.selected).toBe(composers.indexOf('Chopin'));
    expect(pressed(picker, 'down', 'down', 'down', 'enter')).toMatchObject({ choice: { label: 'Joplin' } });
    expect(pressed(picker, 'pageup', 'up', 'enter')).toMatchObject({ choice: { label: 'Bach' } });
    expect(pressed(picker, 'escape')).toEqual({ kind: 'closed' });
  });

  it('takes a value that is typed, and none that the control does not take', () => {
    expect(pressed(pickerOf('tempo'), '8', '7', 'enter')).toMatchObject({ choice: { change: { tempo: 87 } } });
    expect(pressed(pickerOf('meter'), '1', '1', '/', '1', '6', 'enter')).toMatchObject({
      choice: { change: { meter: { numerator: 11, denominator: 16 } } },
    });
    expect(pressed(pickerOf('tempo'), '9', '9', '9', '9', 'enter').kind).toBe('open');
  });

  it('offers for every control only what the daemon takes', () => {
    for (const row of controlRows) {
      for (const { change } of pickerFor(row, snapshot).choices) {
        expect(() => controlsSchema.parse({ ...snapshot.controls, ...change }), row.name).not.toThrow();
      }
    }
  });

  it('fits into whatever room there is, with the marked line in sight', () => {
    fc.assert(
      fc.property(
        fc.nat(63),
        fc.integer({ min: 10, max: 80 }),
        fc.integer({ min: 3, max: 30 }),
        (at, width, height) => {
          const choices = Array.from({ length: 64 }, (_, i) => ({ label: `Name ${i}`, detail: 'x', change: {} }));
          const picker = { title: '', choices, typed: () => undefined, filter: '', selected: at };
          const lines = pickerLines(picker, width, height);
          expect(lines).toHaveLength(height);
          expect(lines.every(({ text }) => text.length <= width)).toBe(true);
          expect(lines.filter(({ isMarked }) => isMarked)).toHaveLength(1);
        },
      ),
    );
  });
});
