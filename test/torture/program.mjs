// The program from outside, as its users have it: commands, daemons, both with a home of their own.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { createConnection } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const built = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url));

export const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** Looks until something is there; undefined when it never comes. */
export const eventually = async (look, ms = 20_000) => {
  for (const endMs = Date.now() + ms; Date.now() < endMs; await pause(50)) {
    const found = await look();
    if (found) return found;
  }
  return undefined;
};

/** Daemons that run: whatever ends this program ends them. */
const running = new Set();
process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => process.exit(130));

/** What no message to a user may hold: our own faults, stacks, a validator's raw text, terminal controls. */
const UNFIT = /a fault of music-lstm-daemon|ZodError|Invalid input|received NaN|\p{Cc}/u;
const STACK = /^\s+at .+:\d+:\d+/m;

const withoutBreaks = (text) => text.replace(/[\n\t\r]/g, ' ');

/** How a command ended, if not as it should: in an answer, or in one line that says why not. */
export const faultOf = ({ code, signal, stderr, isLate }) => {
  if (isLate) return 'hung';
  if (signal) return `killed by ${signal}`;
  if (![0, 1, 2, 3].includes(code)) return `exit code ${code}`;
  const unfit = STACK.test(stderr) || UNFIT.exec(withoutBreaks(stderr));
  if (unfit) return `unfit message: ${stderr.trim().slice(0, 200)}`;
  if (code !== 0 && !/^error: /m.test(stderr)) return `failed without a word: ${stderr.trim().slice(0, 200)}`;
  return undefined;
};

/** One user: a home, settings, recordings, models of its own. */
export class Program {
  root = mkdtempSync(path.join(tmpdir(), 'torture-'));
  daemons = [];

  constructor(program = built) {
    this.program = program;
    mkdirSync(path.join(this.root, 'home'));
    this.env = {
      PATH: process.env.PATH,
      LANG: 'C.UTF-8',
      HOME: path.join(this.root, 'home'),
      MUSIC_LSTM_TOKEN_FILE: path.join(this.root, 'token'),
      MUSIC_LSTM_CONFIG: path.join(this.root, 'config.json'),
      MUSIC_LSTM_SOCKET: path.join(this.root, 'daemon.sock'),
    };
  }

  /** Runs a command to its end. */
  async run(args, { env = {}, seconds = 60, through = [] } = {}) {
    const [command, ...rest] = [...through, process.execPath, this.program, ...args];
    const child = spawn(command, rest, {
      env: { ...this.env, ...env },
      cwd: this.root,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const read = collect(child);
    let isLate = false;
    const timer = setTimeout(() => {
      isLate = true;
      child.kill('SIGKILL');
    }, seconds * 1000);
    const [code, signal] = await once(child, 'close');
    clearTimeout(timer);
    return { code, signal, isLate, ...read() };
  }

  /** Starts a daemon and waits until it answers; throws with what it printed when it ends first. */
  async start(args = [], { env = {}, through = [] } = {}) {
    const own = ['start', '--output', path.join(this.root, 'output'), '--seed', '7', ...args];
    const [command, ...rest] = [...through, process.execPath, this.program, ...own];
    const child = spawn(command, rest, {
      env: { ...this.env, ...env },
      cwd: this.root,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    running.add(child);
    child.once('exit', () => running.delete(child));
    const daemon = new Daemon(this, child);
    this.daemons.push(daemon);
    const isUp = await eventually(() => daemon.text().includes('control: ') || child.exitCode !== null, 60_000);
    if (!isUp || child.exitCode !== null) throw new Error(`the daemon did not start: ${daemon.text()}`);
    return daemon;
  }

  /** Recorded sessions: names of files in their folder. */
  sessions(ending) {
    try {
      const folder = path.join(this.root, 'output', 'sessions');
      return readdirSync(folder)
        .filter((name) => name.endsWith(ending))
        .sort()
        .map((name) => path.join(folder, name));
    } catch {
      return [];
    }
  }

  /** Notes of the daemon in all logs of sessions. */
  recorded() {
    const lines = this.sessions('.session.jsonl').flatMap((log) => readFileSync(log, 'utf8').split('\n'));
    return lines.filter((line) => line.includes('"kind":"note-on"') && line.includes('"voice":"daemon"')).length;
  }

  async close() {
    for (const daemon of this.daemons) if (daemon.isAlive) daemon.child.kill('SIGKILL');
    await Promise.all(this.daemons.map(({ ended }) => ended));
    rmSync(this.root, { recursive: true, force: true });
  }
}

/** Collects what a child prints; gives a function that tells it. */
const collect = (child) => {
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (data) => (stdout += data));
  child.stderr.on('data', (data) => (stderr += data));
  return () => ({ stdout, stderr });
};

/** A daemon that runs. */
export class Daemon {
  constructor(program, child) {
    this.program = program;
    this.child = child;
    this.ended = once(child, 'exit');
    const read = collect(child);
    this.text = () => read().stdout + read().stderr;
  }

  get isAlive() {
    return this.child.exitCode === null && this.child.signalCode === null;
  }

  /** Sends a command over the control socket; gives its result, or throws its error. */
  ask(command, ms = 10_000) {
    return new Promise((resolve, reject) => {
      const socket = createConnection(this.program.env.MUSIC_LSTM_SOCKET);
      const timer = setTimeout(() => reject(new Error(`no answer to ${command.kind} in ${ms} ms`)), ms);
      let text = '';
      socket.on('error', reject);
      socket.on('close', () => {
        clearTimeout(timer);
        reject(new Error('closed'));
      });
      socket.on('data', (data) => {
        text += data;
        if (!text.includes('\n')) return;
        const answer = JSON.parse(text.slice(0, text.indexOf('\n')));
        if (answer.ok) resolve(answer.result);
        else reject(new Error(answer.error));
        socket.destroy();
      });
      socket.write(`${JSON.stringify({ id: 1, command })}\n`);
    });
  }

  status() {
    return this.ask({ kind: 'status' });
  }

  /** Whether it still answers. */
  async answers() {
    try {
      await this.status();
      return true;
    } catch {
      return false;
    }
  }

  /** Processes that it started, by what they are. */
  children() {
    const all = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
    return all.flatMap((pid) => {
      try {
        const parent = Number(/\) \S (\d+)/.exec(readFileSync(`/proc/${pid}/stat`, 'utf8'))[1]);
        if (parent !== this.child.pid) return [];
        return [{ pid: Number(pid), command: readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ') }];
      } catch {
        return [];
      }
    });
  }

  /** Resident memory, MB, and open files. */
  load() {
    const status = readFileSync(`/proc/${this.child.pid}/status`, 'utf8');
    const files = readdirSync(`/proc/${this.child.pid}/fd`).length;
    return { megabytes: Math.round(Number(/VmRSS:\s+(\d+)/.exec(status)[1]) / 1024), files };
  }

  /** Ends it; gives its exit code. */
  async stop(signal = 'SIGTERM') {
    if (this.isAlive) this.child.kill(signal);
    const late = setTimeout(() => this.child.kill('SIGKILL'), 20_000);
    await this.ended;
    clearTimeout(late);
    return this.child.exitCode;
  }
}
