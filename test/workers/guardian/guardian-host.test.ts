import { describe, expect, it } from 'vitest';
import { Guardian } from '../../../src/workers/guardian/guardian-host.js';
import { fakeFork } from '../shared/fake-process.js';

const plan = { virtualName: 'test', hardware: [], channels: [0] };

const stand = () => {
  const { fork, processes } = fakeFork();
  const deaths: string[] = [];
  return { guardian: new Guardian(({ message }) => deaths.push(message), fork), processes, deaths };
};

describe('the guardian', () => {
  it('is said to have died when it is killed, and can be started again', () => {
    const { guardian, processes, deaths } = stand();
    guardian.start(plan);
    guardian.start(plan);
    expect(processes).toHaveLength(1);
    processes[0].emit('close', null, 'SIGKILL');
    expect(deaths).toEqual(['the process ended (SIGKILL)']);
    guardian.start(plan);
    processes[1].emit('error', new Error('spawn EAGAIN'));
    expect(deaths).toEqual(['the process ended (SIGKILL)', 'the process ended (spawn EAGAIN)']);
  });

  it('may end when it has been dismissed or has done its work', () => {
    const { guardian, processes, deaths } = stand();
    guardian.start(plan);
    guardian.dismiss();
    expect(processes[0]).toMatchObject({ sent: [{ kind: 'dismissed' }], connected: false });
    processes[0].emit('close', 0, null);
    guardian.start(plan);
    guardian.alarm();
    expect(processes[1]).toMatchObject({ sent: [], connected: false });
    processes[1].emit('close', 0, null);
    expect(deaths).toEqual([]);
  });
});
