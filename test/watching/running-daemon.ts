import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { sendCommand } from '../../src/adapters/control/control-client.js';
import { keepToken } from '../../src/adapters/web/token-file.js';
import type { Command } from '../../src/protocol/command.js';
import { snapshotSchema, type Snapshot } from '../../src/protocol/live-event.js';

export const MAIN = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url));

/** A daemon as a user starts it, with files of its own. */
export class RunningDaemon {
  readonly root = mkdtempSync(path.join(tmpdir(), 'watching-'));
  readonly socket = path.join(this.root, 'daemon.sock');
  readonly env: NodeJS.ProcessEnv;
  /** What it printed. */
  output = '';
  #child: ChildProcess | undefined;
  #port = 0;

  constructor() {
    const { NO_COLOR: _noColour, ...rest } = process.env;
    this.env = {
      ...rest,
      MUSIC_LSTM_TOKEN_FILE: path.join(this.root, 'token'),
      MUSIC_LSTM_CONFIG: path.join(this.root, 'config.json'),
      MUSIC_LSTM_SOCKET: this.socket,
    };
  }

  get token(): string {
    return keepToken([path.join(this.root, 'token')]);
  }

  get pageUrl(): string {
    return `http://127.0.0.1:${this.#port}/`;
  }

  get pageLink(): string {
    return `${this.pageUrl}#token=${this.token}`;
  }

  /** The arguments of `start`, for those who start it themselves. */
  startArguments(...args: readonly string[]): string[] {
    const own = ['--output', path.join(this.root, 'output'), '--seed', '7', '--port', String(this.#port)];
    return [MAIN, 'start', ...own, ...args];
  }

  /** Starts it and waits until it plays; a second time it takes the port of the first. */
  async start(...args: readonly string[]): Promise<void> {
    this.output = '';
    const child = spawn(process.execPath, this.startArguments(...args), { env: this.env, cwd: this.root });
    this.#child = child;
    const take = (data: Buffer): void => {
      this.output += data.toString();
    };
    child.stdout.on('data', take);
    child.stderr.on('data', take);
    while (!/^control: /m.test(this.output)) {
      if (child.exitCode !== null) throw new Error(`the daemon ended: ${this.output}`);
      await Promise.race([once(child.stdout, 'data'), once(child, 'exit')]);
    }
    this.#port = Number(new URL((await this.status()).pageUrl ?? '').port);
  }

  send(command: Command): Promise<unknown> {
    return sendCommand(this.socket, command);
  }

  async status(): Promise<Snapshot> {
    return snapshotSchema.parse(await this.send({ kind: 'status' }));
  }

  /** Asks again and again until it is so. */
  async until(isSo: (snapshot: Snapshot) => boolean, what: string): Promise<Snapshot> {
    return eventually(async () => {
      const snapshot = await this.status();
      return isSo(snapshot) ? snapshot : undefined;
    }, what);
  }

  /** Gives its exit code. */
  async stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<number | null> {
    const child = this.#child;
    if (!child) return null;
    if (child.exitCode === null && child.signalCode === null) {
      child.kill(signal);
      await once(child, 'exit');
    }
    return child.exitCode;
  }

  async close(): Promise<void> {
    await this.stop();
    rmSync(this.root, { recursive: true, force: true });
  }
}

const PATIENCE_MS = 60_000;
const LOOK_EVERY_MS = 50;

/** Looks until something is there; says what was waited for when it never comes. */
export const eventually = async <T>(look: () => Promise<T | undefined>, what: string): Promise<T> => {
  const deadline = performance.now() + PATIENCE_MS;
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    if (performance.now() > deadline) throw new Error(`waited in vain until ${what}`);
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
};
