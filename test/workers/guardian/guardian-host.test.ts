import { EventEmitter } from 'node:events';
import { PassThrough } from 'node:stream';
import type { ChildProcess } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { Guardian } from '../../../src/workers/guardian/guardian-host.js';
import { DISMISSED } from '../../../src/workers/guardian/guardian-messages.js';

const plan = { virtualName: 'test', hardware: [], channels: [0] };

class FakeChild extends EventEmitter {
  readonly stdin = new PassThrough();
  unref(): void {
    // nothing waits for it
  }
}

const stand = () => {
  const children: FakeChild[] = [];
  const deaths: string[] = [];
  const spawn = (): ChildProcess => {
    const child = new FakeChild();
    children.push(child);
    return child as unknown as ChildProcess;
  };
  return { guardian: new Guardian(({ message }) => deaths.push(message), spawn), children, deaths };
};

describe('the guardian', () => {
  it('is said to have died when it is killed, and can be started again', () => {
    const { guardian, children, deaths } = stand();
    guardian.start(plan);
    guardian.start(plan);
    expect(children).toHaveLength(1);
    children[0].emit('exit', null, 'SIGKILL');
    expect(deaths).toEqual(['the process ended by SIGKILL']);
    guardian.start(plan);
    children[1].emit('error', new Error('spawn EAGAIN'));
    expect(deaths).toEqual(['the process ended by SIGKILL', 'spawn EAGAIN']);
  });

  it('may end when it has been dismissed or has done its work', () => {
    const { guardian, children, deaths } = stand();
    guardian.start(plan);
    guardian.dismiss();
    expect(String(children[0].stdin.read())).toBe(`${DISMISSED}\n`);
    children[0].emit('exit', 0, null);
    guardian.start(plan);
    guardian.alarm();
    children[1].emit('exit', 0, null);
    expect(deaths).toEqual([]);
  });
});
