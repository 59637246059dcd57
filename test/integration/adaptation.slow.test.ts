import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { sendCommand } from '../../src/adapters/control/control-client.js';
import type { Command } from '../../src/protocol/command.js';
import { snapshotSchema, type Snapshot } from '../../src/protocol/live-event.js';
import { pianoCard, writeModel } from '../cli/made-models.js';

/** The program as it is installed. */
const main = path.resolve(import.meta.dirname, '../../dist/cli/main.js');

let folder = '';
let daemon: ChildProcess;
beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'lessons-'));
  await writeModel(path.join(folder, 'models'), pianoCard('Chopin'));
});
afterEach(() => {
  daemon.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

const emit = (command: Command): Promise<unknown> => sendCommand(path.join(folder, 's'), command);
const status = async (): Promise<Snapshot> => snapshotSchema.parse(await emit({ kind: 'status' }));

const until = async (look: (snapshot: Snapshot) => boolean): Promise<Snapshot> => {
  for (;;) {
    const snapshot = await status().catch(() => undefined);
    if (snapshot && look(snapshot)) return snapshot;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
};

const start = (...args: string[]): Promise<Snapshot> => {
  const options = ['--models', path.join(folder, 'models'), '--tempo', '400', '--no-virtual', '--no-web', ...args];
  daemon = spawn(process.execPath, [main, 'start', 'Chopin', ...options], {
    cwd: folder,
    env: { ...process.env, TMPDIR: folder, MUSIC_LSTM_SOCKET: path.join(folder, 's'), XDG_STATE_HOME: folder },
    stdio: 'ignore',
  });
  return until(({ transport }) => transport.state === 'running');
};

/** Plays notes until something is so. */
const playUntil = async (look: (snapshot: Snapshot) => boolean): Promise<Snapshot> => {
  for (let i = 0; ; i++) {
    const snapshot = await status();
    if (look(snapshot)) return snapshot;
    await emit({ kind: 'key', pitch: 60 + (i % 12), velocity: 70 });
    await new Promise((resolve) => setTimeout(resolve, 60));
    await emit({ kind: 'key', pitch: 60 + (i % 12), velocity: 0 });
    await new Promise((resolve) => setTimeout(resolve, 60));
  }
};

/** The learning process of the daemon. */
const learner = (): number => {
  const { pid } = daemon;
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').map(Number);
  const found = children.find((child) => readFileSync(`/proc/${child}/cmdline`, 'utf8').includes('learner-entry'));
  return found ?? NaN;
};

const lessonFolders = (): string[] => readdirSync(folder).filter((name) => name.startsWith('music-lstm-lessons'));

it('learns from the player, swaps at a bar line, survives its learner and forgets', async () => {
  await start('--adapt');
  const learned = await playUntil(({ adaptation }) => adaptation.edition > 0);
  expect(learned.adaptation.latest?.natsAfter).toBeLessThan(learned.adaptation.latest?.natsBefore ?? 0);
  expect(readdirSync(path.join(folder, 'models'))).toEqual(['Chopin.safetensors']);

  process.kill(learner(), 'SIGKILL');
  const [planned = 0] = (await status()).planned.map(({ id }) => id);
  await until((now) => now.planned.some(({ id }) => id > planned + 20)); // music goes on
  expect((await status()).adaptation).toMatchObject({ on: true, edition: learned.adaptation.edition });

  await emit({ kind: 'adapt', action: 'reset' });
  await until(({ adaptation }) => adaptation.edition === 0 && adaptation.latest === null);
  expect(lessonFolders()).toEqual([]);

  await playUntil(({ adaptation }) => adaptation.edition > learned.adaptation.edition); // and learns again
  daemon.kill('SIGTERM');
  await new Promise((resolve) => daemon.once('exit', resolve));
  expect(lessonFolders()).toEqual([]);
}, 900_000);

it('keeps what it learned of a player who is named, until it is to be forgotten', async () => {
  await start('--player', 'Clara');
  await playUntil(({ adaptation }) => adaptation.edition > 0);
  await emit({ kind: 'quit' });
  await new Promise((resolve) => daemon.once('exit', resolve));
  const kept = path.join(folder, 'models/players/Clara');
  expect(readdirSync(kept)).toHaveLength(1);

  await start('--player', 'Clara');
  await until(({ adaptation }) => adaptation.edition === 1);
  await emit({ kind: 'adapt', action: 'reset' });
  await until(({ adaptation }) => adaptation.edition === 0);
  expect(existsSync(kept) ? readdirSync(kept) : []).toEqual([]);
}, 900_000);
