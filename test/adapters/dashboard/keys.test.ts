import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { controlRows } from '../../../src/adapters/dashboard/control-rows.js';
import { helpText, isQuitKey, keyAction, keyBindings, keyName } from '../../../src/adapters/dashboard/key-bindings.js';
import { commandSchema } from '../../../src/protocol/command.js';
import { controlsSchema } from '../../../src/protocol/controls.js';
import { plainSnapshot } from '../../protocol/plain-snapshot.js';

const composers = ['Bach', 'Chopin', 'Haydn'];
const families = [['Bach', 'Chopin']];
const snapshot = { ...plainSnapshot, composers, families };

describe('the controls of the dashboard', () => {
  it('are all there are', () => {
    const turned = new Set(controlRows.flatMap(({ step }) => Object.keys(step(snapshot, 1))));
    expect([...turned].sort()).toEqual(Object.keys(controlsSchema.shape).sort());
  });

  it('never leave what the daemon takes, however long they are turned', () => {
    const steps = fc.array(fc.tuple(fc.nat(controlRows.length - 1), fc.constantFrom(-1 as const, 1 as const)), {
      maxLength: 300,
    });
    fc.assert(
      fc.property(steps, (walk) => {
        let { controls } = snapshot;
        for (const [row, direction] of walk) {
          const change = controlRows[row]?.step({ ...snapshot, controls }, direction);
          controls = controlsSchema.parse({ ...controls, ...change });
        }
      }),
      { numRuns: 200 },
    );
  });

  it('come back where they were by a step up and a step down', () => {
    for (const { name, step, text } of controlRows) {
      const up = { ...snapshot.controls, ...step(snapshot, 1) };
      const back = { ...up, ...step({ ...snapshot, controls: up }, -1) };
      const shown = (controls: typeof up): string => text(controls, composers);
      if (shown(up) !== shown(snapshot.controls)) expect(shown(back), name).toBe(shown(snapshot.controls));
    }
  });

  it('start from the first of a list where something else was set', () => {
    const controls = { ...snapshot.controls, meter: { numerator: 11, denominator: 16 } };
    expect(controlRows.find(({ name }) => name === 'meter')?.step({ ...snapshot, controls }, 1)).toEqual({
      meter: { numerator: 2, denominator: 4 },
    });
  });
});

describe('the composer on the dashboard', () => {
  const rowNamed = (name: string) => controlRows.find((row) => row.name === name)!;
  const turned = (composer: string, name: string, direction: -1 | 1) => {
    const controls = { ...snapshot.controls, composer };
    return rowNamed(name).step({ ...snapshot, controls }, direction).composer;
  };

  it('is blended with one of his own family, by a share that is turned', () => {
    expect(turned('Chopin', 'blend with', 1)).toBe('Chopin:50+Bach:50');
    expect(turned('Chopin:50+Bach:50', 'share', -1)).toBe('Chopin:55+Bach:45');
    expect(turned('Chopin:5+Bach:95', 'share', 1)).toBe('Chopin:5+Bach:95');
    expect(turned('Chopin:50+Bach:50', 'blend with', 1)).toBe('Chopin');
    expect(turned('Haydn', 'blend with', 1)).toBe('Haydn');
    expect(turned('Chopin:50+Bach:50', 'composer', 1)).toBe('Haydn');
  });

  it('is shown as two and a share', () => {
    const controls = { ...snapshot.controls, composer: 'Chopin:70+Bach:30' };
    const texts = ['composer', 'blend with', 'share'].map((name) => rowNamed(name).text(controls, composers));
    expect(texts).toEqual(['Chopin', 'Bach', '30 %']);
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

  it('map a knob to the control that is selected', () => {
    const selected = controlRows.findIndex(({ name }) => name === 'temperature');
    expect(keyAction('i', { snapshot, selected })).toEqual({ kind: 'midi-learn', control: 'temperature' });
    expect(keyAction('a', { snapshot, selected })).toEqual({ kind: 'adapt', action: 'on' });
  });

  it('turn the control that is selected', () => {
    const selected = controlRows.findIndex(({ name }) => name === 'tempo');
    expect(keyAction('right', { snapshot, selected })).toEqual({
      kind: 'set',
      controls: { tempo: snapshot.controls.tempo + 1 },
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
    for (const what of [
      'panic',
      'quit',
      'tap',
      'like',
      'recording',
      'next mode',
      'open the page',
      'find a composer',
      'adapt to what you play',
    ])
      expect(helpText()).toContain(what);
  });
});
