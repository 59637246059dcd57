import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { eventually } from './running-daemon.js';

export const hasTmux = spawnSync('tmux', ['-V']).status === 0;

/** A terminal of a given size in which a command runs; tmux draws it. */
export class Terminal {
  readonly #server: string;

  /** `env` is what the command gets beside the test's own. */
  constructor(name: string, columns: number, rows: number, command: readonly string[], env: NodeJS.ProcessEnv) {
    this.#server = `music-lstm-${process.pid}-${name}`;
    const settings = Object.entries(env).flatMap(([key, value]) =>
      value === undefined || value === process.env[key] ? [] : [`${key}=${value}`],
    );
    const words = ['env', '-u', 'NO_COLOR', ...settings, ...command].map(
      (word) => `'${word.replaceAll("'", "'\\''")}'`,
    );
    // what the shell prints afterwards tells that the terminal works again, and how the command ended
    const line = `${words.join(' ')}; echo "ended with $?"; stty -a; cat`;
    this.#tmux(
      '-u',
      '-f',
      '/dev/null',
      'new-session',
      '-d',
      '-x',
      String(columns),
      '-y',
      String(rows),
      'sh',
      '-c',
      line,
    );
  }

  press(...keys: readonly string[]): void {
    for (const key of keys) this.#tmux('send-keys', key);
  }

  resize(columns: number, rows: number): void {
    this.#tmux('resize-window', '-x', String(columns), '-y', String(rows));
  }

  /** Sends a signal to the command, not to the shell around it. */
  signal(name: NodeJS.Signals): void {
    const shell = this.#tmux('list-panes', '-F', '#{pane_pid}').trim();
    const children = readFileSync(`/proc/${shell}/task/${shell}/children`, 'utf8').trim().split(' ');
    for (const child of children) process.kill(Number(child), name);
  }

  /** What is to be seen, a line each; with `escapes`, colours too. */
  capture(escapes = false): string[] {
    return this.#tmux('capture-pane', '-p', ...(escapes ? ['-e'] : [])).split('\n');
  }

  /** Waits until something is to be seen. */
  until(isSeen: (lines: readonly string[]) => boolean, what: string): Promise<string[]> {
    return eventually(async () => {
      const lines = this.capture();
      return isSeen(lines) ? lines : undefined;
    }, what).catch((error: unknown) => {
      throw new Error(`${String(error)}; to be seen was\n${this.capture().join('\n')}`);
    });
  }

  close(): void {
    spawnSync('tmux', ['-L', this.#server, 'kill-server']);
  }

  #tmux(...args: readonly string[]): string {
    return execFileSync('tmux', ['-L', this.#server, ...args], { encoding: 'utf8' });
  }
}
