import { describe, expect, it } from 'vitest';
import { PendingControls } from '../../../src/adapters/dashboard/pending-controls.js';
import { keyAction } from '../../../src/adapters/dashboard/key-bindings.js';
import { plainSnapshot } from '../../protocol/plain-snapshot.js';

const { controls } = plainSnapshot;

describe('controls that were turned and are not heard yet', () => {
  it('add up: three presses of n move three composers on', () => {
    const pending = new PendingControls();
    const composers = ['Adam', 'Bach', 'Chopin', 'Dandrieu'];
    const told = { ...plainSnapshot, composers, controls: { ...controls, composer: 'Adam' } };
    for (let press = 0; press < 3; press++) {
      const snapshot = { ...told, controls: pending.over(told.controls) };
      const action = keyAction('n', { snapshot, selected: 0 });
      if (typeof action === 'object' && action.kind === 'set') pending.add(action.controls, press);
    }
    expect(pending.over(told.controls).composer).toBe('Dandrieu');
    expect(pending.has('composer')).toBe(true);
  });

  it('are as the daemon says once it has told so', () => {
    const pending = new PendingControls();
    pending.add({ tempo: 90, mode: 'duet' }, 0);
    pending.confirm({ tempo: 91 });
    expect([pending.has('tempo'), pending.has('mode')]).toEqual([false, true]);
    expect(pending.over(controls)).toEqual({ ...controls, mode: 'duet' });
  });

  it('are dropped where they were refused, or never come', () => {
    const pending = new PendingControls();
    const refused = { composer: 'Nobody' };
    pending.add(refused, 0);
    pending.drop(refused);
    expect(pending.over(controls)).toEqual(controls);
    pending.add({ mode: 'duet' }, 0);
    pending.add({ tempo: 90 }, 31_000);
    expect([pending.has('mode'), pending.has('tempo')]).toEqual([false, true]);
  });
});
