import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { greeting } from '../../src/cli/greeting.js';
import { planStart } from '../../src/cli/start-plan.js';
import type { StartOptions } from '../../src/cli/start-options.js';
import { playableState } from '../../src/daemon/playable-models.js';
import { plainSnapshot } from '../protocol/plain-snapshot.js';
import { pianoCard, writeModel } from './made-models.js';
import { RecordedIo } from './recorded-io.js';

let root: string;
const at = (...names: string[]): string => path.join(root, ...names);

beforeAll(async () => {
  root = mkdtempSync(path.join(tmpdir(), 'start-plan-'));
  for (const name of ['Chopin', 'Ada', 'Eve']) await writeModel(at('models'), pianoCard(name));
  for (const name of ['Ada', 'Eve']) writeFileSync(at('models', `${name}.training`), '');
  for (const name of ['Ada', 'Bea']) mkdirSync(at('data', name), { recursive: true });
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

const options = (): StartOptions => ({
  ...{ out: [], in: [], virtual: false, virtualName: 'x', channel: 1, offset: 0, sendClock: false },
  ...{ clock: 'internal', countIn: 0, clickChannel: 10, autoStart: true, endOnInterrupt: false, adapt: false },
  ...{ web: false, port: 0, bind: '127.0.0.1', openReading: false, open: 'off', record: false },
  ...{ models: at('models'), data: at('data'), output: at('output'), socket: at('socket') },
  ...{ logLevel: 'silent', detach: false, dashboard: false, likeness: false },
});

const begun = async (composer: string): Promise<string> => {
  const plan = await planStart(composer, options(), new RecordedIo());
  const controls = { ...plainSnapshot.controls, composer: plan.composer };
  const snapshot = { ...plainSnapshot, ...playableState(plan.models), controls };
  const ready = { kind: 'ready' as const, engine: 'test', bpm: 72, numerator: 4, denominator: 4, source: '' };
  return greeting(snapshot, ready, plan);
};

describe('who plays, as start says it', () => {
  it('is the composer that was asked for, with the model and what that has learned', async () => {
    const text = await begun('chopin');
    expect(text).toMatch(/^Chopin plays in mode solo .*\nmodel: Chopin, trained on 3,456 notes\noutputs/);
  });

  it('is another one while the composer that was asked for is trained, and that is said', async () => {
    const text = await begun('Bea');
    expect(text).toMatch(/^Chopin plays/);
    expect(text).toContain(
      `training: there is no model of Bea yet, so it is trained from ${at('data')}; Chopin plays until then\n`,
    );
  });

  it('is an unfinished model with that remark, whose training goes on where its music is there', async () => {
    const text = await begun('Ada');
    expect(text).toMatch(
      /^Ada plays .*\nmodel: Ada, trained on 3,456 notes; unfinished, since its training was cut short\n/,
    );
    expect(text).toContain(`training: Ada goes on from ${at('data')}; the finished model takes over\n`);
    const without = await begun('Eve');
    expect(without).toContain('unfinished');
    expect(without).not.toContain('training:');
  });
});
