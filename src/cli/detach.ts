import { spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import envPaths from 'env-paths';
import { isAnswered } from '../adapters/control/control-client.js';
import { DaemonRunningError } from '../adapters/control/control-server.js';
import { DaemonError } from '../shared/error.js';
import type { CommandIo } from './command-io.js';

/** The daemon ended before it could play. */
class DetachFailedError extends DaemonError {
  readonly code = 'DETACH_FAILED';
}

const LOOK_MS = 50;
const LONGEST_MS = 30_000;
const MAIN = fileURLToPath(new URL('./main.js', import.meta.url));

/** Where a daemon in the background writes its lines. */
const logFile = (): string => path.join(envPaths('music-lstm-daemon', { suffix: '' }).log, 'daemon.log');

/** The first line of the log, from a place on, that begins so; empty where there is none. */
const lineOf = (log: string, from: number, start: string): string => {
  const lines = readFileSync(log, 'utf8').slice(from).split('\n');
  return lines.find((line) => line.startsWith(start)) ?? '';
};

/** What went wrong. */
const complaint = (log: string, from: number): string =>
  lineOf(log, from, 'error: ').slice('error: '.length) || 'it ended';

/**
 * Runs the same command line in a process of its own that outlives the terminal, and waits until it plays or has
 * failed.
 */
export const detach = async (args: readonly string[], socketPath: string, io: CommandIo): Promise<void> => {
  if (await isAnswered(socketPath)) throw new DaemonRunningError(socketPath);
  const log = logFile();
  mkdirSync(path.dirname(log), { recursive: true });
  const handle = openSync(log, 'a', 0o600);
  const from = statSync(log).size;
  const child = spawn(process.execPath, [MAIN, ...args.filter((arg) => arg !== '--detach')], {
    detached: true,
    stdio: ['ignore', handle, handle],
  });
  closeSync(handle);
  let ended = false;
  child.once('exit', () => (ended = true));
  for (let waitedMs = 0; !isPlaying(log, from); waitedMs += LOOK_MS) {
    if (ended || waitedMs > LONGEST_MS) throw new DetachFailedError(`${complaint(log, from)} (log: ${log})`);
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  }
  child.unref();
  const page = lineOf(log, from, 'page: ');
  io.stdout.write(`running in the background: pid ${child.pid ?? 0}\n${page}\ncontrol: ${socketPath}\nlog: ${log}\n`);
};

/** It greets once it plays. */
const isPlaying = (log: string, from: number): boolean => readFileSync(log, 'utf8').slice(from).includes('\ncontrol: ');
