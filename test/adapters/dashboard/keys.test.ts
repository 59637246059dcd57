import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { controlRows } from '../../../src/adapters/dashboard/control-rows.js';
import { helpText, isQuitKey, keyAction, keyBindings, keyName } from '../../../src/adapters/dashboard/key-bindings.js';
import { commandSchema } from '../../../src/protocol/command.js';
import { controlsSchema } from '../../../src/protocol/controls.js';
import { plainSnapshot } from '../../protocol/plain-snapshot.js';

const composers = ['Bach', 'Chopin', 'Haydn'];
const snapshot = { ...plainSnapshot, composers };

describe('the controls of the dashboard', () => {
  it('are all there are', () => {
    const turned = controlRows.flatMap(({ step }) => Object.keys(step({ controls: snapshot.controls, composers }, 1)));
    expect(turned.sort()).toEqual(Object.keys(controlsSchema.shape).sort());
  });

  it('never leave what the daemon takes, however long they are turned', () => {
    const steps = fc.array(fc.tuple(fc.nat(controlRows.length - 1), fc.constantFrom(-1 as const, 1 as const)), {
      maxLength: 300,
    });
    fc.assert(
      fc.property(steps, (walk) => {
        let { controls } = snapshot;
        for (const [row, direction] of walk) {
          const change = controlRows[row]?.step({ controls, composers }, direction);
          controls = controlsSchema.parse({ ...controls, ...change });
        }
      }),
      { numRuns: 200 },
    );
  });

  it('come back where they were by a step up and a step down', () => {
    for (const { name, step, text } of controlRows) {
      const up = { ...snapshot.controls, ...step({ controls: snapshot.controls, composers }, 1) };
      const back = { ...up, ...step({ controls: up, composers }, -1) };
      const isAtLimit = text(up) === text(snapshot.controls);
      if (!isAtLimit) expect(text(back), name).toBe(text(snapshot.controls));
    }
  });

  it('start from the first of a list where something else was set', () => {
    const controls = { ...snapshot.controls, meter: { numerator: 11, denominator: 16 } };
    expect(controlRows.find(({ name }) => name === 'meter')?.step({ controls, composers }, 1)).toEqual({
      meter: { numerator: 2, denominator: 4 },
    });
  });
});

describe('keys', () => {
  it('each mean one thing, and send what the daemon takes', () => {
    const names = keyBindings.flatMap(({ keys }) => keys);
    expect(new Set(names).size).toBe(names.length);
    for (const name of names) {
      const action = keyAction(name, { snapshot, selected: 3 });
      if (typeof action !== 'string') expect(commandSchema.safeParse(action).success, name).toBe(true);
      expect(isQuitKey(name)).toBe(false);
    }
    expect(keyAction('z', { snapshot, selected: 0 })).toBeUndefined();
  });

  it('turn the control that is selected', () => {
    const selected = controlRows.findIndex(({ name }) => name === 'tempo');
    expect(keyAction('right', { snapshot, selected })).toEqual({
      kind: 'set',
      controls: { bpm: snapshot.controls.bpm + 1 },
    });
  });

  it('have the names of their characters, and others where they have none', () => {
    expect([keyName(' ', 'space'), keyName('?', '?'), keyName('+', '+'), keyName(undefined, 'up')]).toEqual([
      'space',
      '?',
      '+',
      'up',
    ]);
    expect(keyName('\x03', 'C-c')).toBe('C-c');
    expect(keyName('\r', 'enter')).toBe('enter');
  });

  it('are all in the help', () => {
    expect(helpText().split('\n').length).toBeGreaterThan(15);
    for (const what of ['panic', 'quit', 'tap', 'like', 'recording', 'next mode']) expect(helpText()).toContain(what);
  });
});
