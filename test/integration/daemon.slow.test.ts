import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { sendCommand } from '../../src/adapters/control/control-client.js';
import { snapshotSchema, type Snapshot } from '../../src/protocol/live-event.js';
import { putPieces } from '../cli/made-music.js';
import { daemonFolder, homeIn, main } from './daemon-folder.js';

/** MIDI ports are not needed for any of this. */
const place = daemonFolder('daemon-');

const env = (): NodeJS.ProcessEnv => homeIn(place.folder);

const run = (...args: string[]) =>
  spawnSync(process.execPath, [main, ...args], { encoding: 'utf8', env: env(), cwd: place.folder });

const status = async (): Promise<Snapshot> =>
  snapshotSchema.parse(await sendCommand(path.join(place.folder, 's'), { kind: 'status' }));

/** Starts a daemon and waits until it plays. */
const start = async (...args: string[]) => {
  const child = spawn(process.execPath, [main, 'start', '--seed', '3', '--tempo', '240', ...args], {
    env: env(),
    cwd: place.folder,
  });
  place.children.push(child);
  let text = '';
  const exit = once(child, 'exit') as Promise<[number | null]>;
  const greeting = new Promise<void>((resolve) => {
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (data: string) => {
        text += data;
        if (text.includes('control:')) resolve();
      });
    }
  });
  await Promise.race([greeting, exit]);
  return { child, exit, text: () => text };
};

/** Looks again every now and then until something is there. */
const until = async <T>(look: () => Promise<T | undefined>): Promise<T> => {
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
};

const sessions = (): string[] => readdirSync(path.join(place.folder, 'output/sessions')).sort();

/** Waits until it has played on for some ticks, at 240 bpm. */
const playOn = async (ticks: number): Promise<void> => {
  const from = (await status()).nowMs;
  await until(async () => ((await status()).nowMs - from > (ticks / 480) * 250 ? true : undefined));
};

/** The training once it has ended. */
const endOfTraining = () =>
  until(async () => {
    const { training } = await status();
    return training === null || training.state === 'running' ? undefined : training;
  });

describe('the daemon', () => {
  it('plays, obeys, records, and ends in good order', async () => {
    const daemon = await start();
    await playOn(960);
    expect(await status()).toMatchObject({
      controls: { composer: 'Chopin', tempo: 240 },
      transport: { state: 'running' },
    });
    expect(run('set', 'tempo=200', 'temperature=0.8').status).toBe(0);
    await until(async () => ((await status()).controls.tempo === 200 ? true : undefined));
    expect(run('set', 'composer=Nobody')).toMatchObject({ status: 1 });
    expect(run('start').stderr).toContain('already running');
    expect(run('keep', '5s').stdout).toContain('kept-5s.mid');
    expect(run('stop').status).toBe(0);
    expect((await daemon.exit)[0]).toBe(0);
    expect(run('status').status).toBe(3);
    const log = sessions().find((name) => name.endsWith('.jsonl'))!;
    const replay = run('replay', path.join('output/sessions', log), '--json');
    expect(JSON.parse(replay.stdout)).toMatchObject({ same: true });
  });

  it('puts three voices of a chorale below what is played, and composes them again the same', async () => {
    await start('chorale', '--mode', 'duet', '--tempo', '100');
    const key = (pitch: number, velocity: number): Promise<unknown> =>
      sendCommand(path.join(place.folder, 's'), { kind: 'key', pitch, velocity });
    for (const pitch of [72, 74, 76, 77, 76, 74, 72]) {
      await key(pitch, 80);
      await playOn(960);
      await key(pitch, 0);
    }
    expect(await status()).toMatchObject({ controls: { composer: 'chorale', mode: 'duet' } });
    run('stop');
    const log = sessions().find((name) => name.endsWith('.jsonl'))!;
    const replayed = JSON.parse(run('replay', path.join('output/sessions', log), '--json').stdout) as { notes: number };
    expect(replayed).toMatchObject({ same: true });
    expect(replayed.notes).toBeGreaterThan(9);
  });

  it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('ends well by %s', async (signal) => {
    const daemon = await start();
    await playOn(480);
    daemon.child.kill(signal);
    expect((await daemon.exit)[0]).toBe(0);
    expect(sessions().some((name) => name.endsWith('.mid'))).toBe(true);
  });

  it('recovers what a kill cut off, and says so', async () => {
    const daemon = await start();
    await playOn(1920);
    daemon.child.kill('SIGKILL');
    await daemon.exit;
    expect(sessions().some((name) => name.endsWith('.mid'))).toBe(false);
    const next = await start('--no-auto-start', '--no-record');
    await until(async () => (next.text().includes('Recovered a session that was cut off') ? true : undefined));
    expect(sessions().some((name) => name.endsWith('.mid'))).toBe(true);
    run('stop');
  });

  it('runs in the background, and is stopped from elsewhere', async () => {
    const started = run('start', '--detach', '--no-record');
    expect(started.stdout).toContain('running in the background');
    expect((await status()).recording.on).toBe(false);
    expect(run('start', '--detach').stderr).toContain('already running');
    expect(run('stop').status).toBe(0);
    expect(run('status').status).toBe(3);
  });

  it('learns a composer while another plays, and lets him play when he is learned', async () => {
    const works = Array.from({ length: 5 }, (_, i) => `Zelda/study-${String.fromCharCode(97 + i)}.mid`);
    await putPieces(path.join(place.folder, 'music'), works, 240);
    await start('Zelda', '--data', path.join(place.folder, 'music'));
    expect((await status()).controls.composer).toBe('Chopin');
    const learned = await endOfTraining();
    expect(learned).toMatchObject({ state: 'done', message: 'Zelda has been learned' });
    expect(learned.pass).toBeGreaterThanOrEqual(1);
    expect(learned.passes).toBeGreaterThanOrEqual(1);
    expect(learned.validationLoss).toBeGreaterThan(0);
    await until(async () => ((await status()).controls.composer === 'Zelda' ? true : undefined));
    await playOn(1920);
    expect((await status()).health.lateNotes).toBe(0);
    run('stop');
    const log = sessions().find((name) => name.endsWith('.jsonl'))!;
    expect(JSON.parse(run('replay', path.join('output/sessions', log), '--json').stdout)).toMatchObject({ same: true });
  });

  it('says why a training failed, and plays on', async () => {
    await putPieces(path.join(place.folder, 'music'), ['Zelda/study.mid'], 40);
    await start('Zelda', '--data', path.join(place.folder, 'music'));
    const ended = await endOfTraining();
    expect(ended).toMatchObject({ state: 'failed' });
    expect(ended.message).toMatch(/^Training Zelda has failed: Too little music/);
    expect(await status()).toMatchObject({ controls: { composer: 'Chopin' }, transport: { state: 'running' } });
  });

  it('says in one line what is wrong with what it is asked for', async () => {
    expect(run('start', 'Nobody').stderr).toMatch(/^error: .*Nobody.*\n$/);
    expect(run('start', '--prime', 'none.mid').stderr).toMatch(/error: --prime .*none[.]mid.* cannot be used/);
    expect(run('start', '--tempo', '1000')).toMatchObject({ status: 2 });
    expect(run('start', '--detach', '--prime', 'none.mid').stderr).toContain('cannot be used');
  });
});

describe('the doctor', () => {
  it('finds what playing needs', () => {
    const found = JSON.parse(run('doctor', '--quick', '--json').stdout) as {
      well: boolean;
      findings: { what: string; state: string; figures?: Record<string, number> }[];
    };
    expect(found.well).toBe(true);
    const models = found.findings.filter(({ what }) => what.startsWith('model '));
    expect(models.map(({ state }) => state)).toEqual(['well', 'well']);
    for (const { figures } of models) expect(figures?.beatMs).toBeGreaterThan(figures?.p50Ms ?? Infinity);
    expect(found.findings.map(({ what }) => what)).toEqual(
      expect.arrayContaining(['runtime', 'midi', 'timer', 'model base', 'disk']),
    );
  });

  it('says when nothing can play', () => {
    const { status: code, stderr } = run('doctor', '--quick', '--models', place.folder);
    expect(code).toBe(1);
    expect(stderr).toContain('there is no model');
  });
});
