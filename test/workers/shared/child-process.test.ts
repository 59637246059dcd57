import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { getPriority, tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { ChildProcess, LOW_PRIORITY, endError, type ProcessEnd } from '../../../src/workers/shared/child-process.js';
import { fakeFork } from './fake-process.js';

const messages = z.strictObject({ kind: z.literal('heard'), text: z.string() });
type Heard = z.infer<typeof messages>;

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'child-process-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A process that runs this text; what it sends gathers in `heard`. */
const childThat = (text: string, plan: { readonly priority?: number; readonly args?: readonly string[] } = {}) => {
  const file = path.join(folder, `${Math.random().toString(36).slice(2)}.mjs`);
  writeFileSync(file, text);
  const heard: string[] = [];
  let child: ChildProcess<object, Heard> | undefined;
  const ended = new Promise<ProcessEnd>((resolve) => {
    child = new ChildProcess<object, Heard>(
      { entry: pathToFileURL(file), messages, ...plan },
      { message: ({ text: words }) => heard.push(words), ended: resolve },
    );
  });
  child?.start();
  return { child: child!, heard, ended };
};

describe('a process of ours', () => {
  it('takes its arguments and messages, answers, and is heard to the last word', async () => {
    const { child, heard, ended } = childThat(
      `process.send({ kind: 'heard', text: process.argv[2] });
       process.on('message', ({ words }) => {
         for (const text of words) process.send({ kind: 'heard', text }, () => {
           if (text === words.at(-1)) setImmediate(() => process.disconnect());
         });
       });`,
      { args: ['forte'] },
    );
    const words = Array.from({ length: 500 }, (_, i) => `word ${i}`);
    child.send({ words });
    expect(await ended).toEqual({ code: 0, how: 'code 0', said: '' });
    expect(heard).toEqual(['forte', ...words]);
  });

  it('that breaks says what it wrote to stderr', async () => {
    const end = await childThat(`throw new Error('a string has snapped');`).ended;
    expect(end).toMatchObject({ code: 1, how: 'code 1' });
    expect(endError(end).message).toMatch(/^the process ended \(code 1\): .*a string has snapped/s);
  });

  it('that is killed says by what', async () => {
    const { ended } = childThat(`process.kill(process.pid, 'SIGKILL');`);
    expect(await ended).toMatchObject({ code: null, how: 'SIGKILL' });
  });

  it('ends when its channel breaks, and is not said to have died then', async () => {
    const { child, ended } = childThat(`process.on('disconnect', () => process.exit(3));`);
    await child.close(60_000);
    expect(await Promise.race([ended, Promise.resolve('nothing')])).toBe('nothing');
  });

  it('that does not end when it is asked to is ended', async () => {
    const { child } = childThat(`setInterval(() => undefined, 1000);`);
    const fromMs = performance.now();
    await child.close(100);
    expect(performance.now() - fromMs).toBeGreaterThan(90);
    expect(() => process.kill(child.pid ?? 0, 0)).toThrow('ESRCH');
  });

  it('yields to others where it is to', async () => {
    const { child, ended } = childThat(`process.once('message', () => setImmediate(() => process.disconnect()));`, {
      priority: LOW_PRIORITY,
    });
    expect(getPriority(child.pid)).toBe(LOW_PRIORITY);
    child.send({});
    await ended;
  });

  it('may send nothing but its messages', async () => {
    const { heard, ended } = childThat(`process.send({ kind: 'heard', text: 5 }); setInterval(() => undefined, 1000);`);
    expect(await ended).toMatchObject({
      how: 'a message that it may not send',
      said: expect.stringContaining('text') as string,
    });
    expect(heard).toEqual([]);
  });

  it('that cannot begin has ended, later', async () => {
    const { fork, processes } = fakeFork();
    const ends: string[] = [];
    const plan = { entry: new URL('file:///none.js'), messages };
    new ChildProcess(plan, { ended: ({ how }) => ends.push(how) }, fork).start();
    processes[0].emit('error', new Error('spawn EAGAIN'));
    processes[0].emit('close', -11, null);
    const refused = (): never => {
      throw new Error('spawn ENOMEM');
    };
    new ChildProcess(plan, { ended: ({ how }) => ends.push(how) }, refused).start();
    expect(ends).toEqual(['spawn EAGAIN']);
    await Promise.resolve();
    expect(ends).toEqual(['spawn EAGAIN', 'spawn ENOMEM']);
  });
});
