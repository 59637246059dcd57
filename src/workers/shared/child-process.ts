import { fork, type ChildProcess as NodeProcess, type ForkOptions } from 'node:child_process';
import { constants, setPriority } from 'node:os';
import type { z } from 'zod';
import { reasonOf } from '../../shared/error.js';

/** For work that somebody waits for, if not now (niceness, as for `nice`). */
export const LOW_PRIORITY = 15;
/** For work that may take as long as it likes. */
export const LOWEST_PRIORITY = constants.priority.PRIORITY_LOW;

/** Of what the process wrote to stderr last, to tell why it ended, in characters. */
const MOST_SAID = 2000;

/** How a process is started, and what it may send. */
export interface ChildProcessPlan<FromChild> {
  /** The process's file. */
  readonly entry: URL;
  /** Checks every message that comes from it. */
  readonly messages: z.ZodType<FromChild>;
  readonly args?: readonly string[];
  /** Arguments of Node itself, besides those that this process was started with. */
  readonly nodeArgs?: readonly string[];
  /** Niceness; that of this process without it. */
  readonly priority?: number;
  /** In a session of its own: what ends this process does not end it, and nobody waits for it to end. */
  readonly outlives?: boolean;
  /** `keep` the end of stderr for what is said of its end, `drop` it, or an open file for it; nobody reads stdout. */
  readonly stderr?: 'keep' | 'drop' | number;
}

/** How a process has ended. */
export interface ProcessEnd {
  /** Exit code; null where a signal ended it, or where it could not begin. */
  readonly code: number | null;
  /** `code 1`, `SIGKILL`, or why it could not begin. */
  readonly how: string;
  /** What it wrote to stderr last; '' where that is not kept. */
  readonly said: string;
}

/** The end of a process as a fault, with what it said of it. */
export const endError = ({ how, said }: ProcessEnd): Error =>
  new Error(`the process ended (${how})${said === '' ? '' : `: ${said.trim()}`}`);

export interface ChildProcessListener<FromChild> {
  readonly message?: (message: FromChild) => void;
  /** It has ended, or could not begin, without having been asked to end. Called once, after its last message. */
  readonly ended: (end: ProcessEnd) => void;
  /** Each part of what it writes to stderr, where that is kept. */
  readonly said?: (text: string) => void;
}

/** The part of `fork` that is used here. */
export type Fork = (entry: URL, args: string[], options: ForkOptions) => NodeProcess;

const stdioOf = (stderr: NonNullable<ChildProcessPlan<unknown>['stderr']>): ForkOptions['stdio'] => {
  if (typeof stderr === 'number') return ['ignore', 'ignore', stderr, 'ipc'];
  return ['ignore', 'ignore', stderr === 'keep' ? 'pipe' : 'ignore', 'ipc'];
};

const optionsOf = ({ nodeArgs = [], outlives, stderr }: ChildProcessPlan<unknown>): ForkOptions => ({
  stdio: stdioOf(stderr ?? 'keep'),
  execArgv: [...process.execArgv, ...nodeArgs],
  detached: outlives ?? false,
});

/** One that has ended already, or may not be changed, stays as it is. */
const changePriority = (pid: number, priority: number): void => {
  try {
    setPriority(pid, priority);
  } catch {
    // its work is worth as much at any priority
  }
};

/**
 * A process of ours beside this one, to which it speaks over a channel (`parent-process.ts` is the other end). When the
 * channel breaks, because this process asks for it or has died, the other one ends.
 */
export class ChildProcess<ToChild extends object, FromChild> {
  readonly #plan: ChildProcessPlan<FromChild>;
  readonly #listener: ChildProcessListener<FromChild>;
  readonly #fork: Fork;
  #process: NodeProcess | undefined;
  #isAskedToEnd = false;
  #hasEnded = false;
  #said = '';

  constructor(plan: ChildProcessPlan<FromChild>, listener: ChildProcessListener<FromChild>, forkProcess: Fork = fork) {
    this.#plan = plan;
    this.#listener = listener;
    this.#fork = forkProcess;
  }

  /** Number of the process; undefined before it has begun, and where it could not. */
  get pid(): number | undefined {
    return this.#process?.pid;
  }

  /** Starts it; where that fails `ended` is called, later. */
  start(): void {
    const { entry, args = [], priority, outlives } = this.#plan;
    try {
      const child = this.#fork(entry, [...args], optionsOf(this.#plan));
      this.#process = child;
      if (priority !== undefined && child.pid !== undefined) changePriority(child.pid, priority);
      if (outlives) {
        child.unref();
        child.channel?.unref();
      }
      this.#listen(child);
    } catch (error) {
      queueMicrotask(() => this.#end({ code: null, how: reasonOf(error), said: '' }));
    }
  }

  /** Nothing happens where it has ended. */
  send(message: ToChild, sent: () => void = () => undefined): void {
    const child = this.#process;
    if (child?.connected)
      child.send(message, () => sent()); // that it was lost is told by its end
    else sent();
  }

  /** Asks it to end in good order, and waits for nothing. */
  disconnect(): void {
    this.#isAskedToEnd = true;
    if (this.#process?.connected) this.#process.disconnect();
  }

  /** Ends it at once. */
  kill(): void {
    this.#isAskedToEnd = true;
    this.#process?.kill('SIGKILL');
  }

  /** Asks it to end in good order, and ends it where it has not after a while. */
  async close(graceMs: number): Promise<void> {
    this.disconnect();
    const child = this.#process;
    if (!child || this.#hasEnded) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(() => child.kill('SIGKILL'), graceMs);
      child.once('exit', () => {
        clearTimeout(timer);
        resolve();
      });
    });
  }

  #listen(child: NodeProcess): void {
    const { messages } = this.#plan;
    child.on('message', (raw) => {
      if (this.#isAskedToEnd) return;
      const parsed = messages.safeParse(raw);
      if (parsed.success) this.#listener.message?.(parsed.data);
      else {
        child.kill('SIGKILL');
        this.#end({ code: null, how: 'a message that it may not send', said: parsed.error.message });
      }
    });
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      this.#said = (this.#said + text).slice(-MOST_SAID);
      this.#listener.said?.(text);
    });
    child.on('error', (error) => {
      if (child.pid === undefined) this.#end({ code: null, how: error.message, said: '' });
    });
    // not `exit`: messages and stderr may still be on their way then
    child.once('close', (code: number | null, signal: string | null) =>
      this.#end({ code, how: signal ?? `code ${code}`, said: this.#said }),
    );
  }

  #end(end: ProcessEnd): void {
    const isFirst = !this.#hasEnded;
    this.#hasEnded = true;
    if (isFirst && !this.#isAskedToEnd) this.#listener.ended(end);
  }
}
