// What the scenes have in common: the daemon as a user starts it, a witness, a keyboard. Runs inside the VM.
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

const require = createRequire(import.meta.url);
export const midi = require('@julusian/midi/lazy');
export const main = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url));

export const nowMs = () => Number(process.hrtime.bigint()) / 1e6;
export const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

export const quantile = (values, q) => {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted.length === 0 ? NaN : sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))];
};

export const summary = (values) => ({
  n: values.length,
  p50: round(quantile(values, 0.5)),
  p99: round(quantile(values, 0.99)),
  worst: round(Math.max(...values)),
});

export const round = (value) => Math.round(value * 1000) / 1000;

/** Waits until `look` gives something. */
export const until = async (look, what, ms = 10_000) => {
  for (const endMs = nowMs() + ms; nowMs() < endMs; await pause(20)) {
    const found = await look();
    if (found) return found;
  }
  throw new Error(`${what}: not within ${ms} ms`);
};

const socketPath = (name) => `/tmp/live-${name}.sock`;

/** Runs one of the program's commands; gives what it printed. */
export const run = (...args) => execFileSync(process.execPath, [main, ...args], { encoding: 'utf8' });

/** A daemon as a user starts it. */
export const startDaemon = async (name, ...args) => {
  const socket = socketPath(name);
  const startedMs = nowMs();
  const child = spawn(process.execPath, [main, 'start', '--socket', socket, '--output', `/tmp/live-${name}`, ...args]);
  let text = '';
  child.stdout.on('data', (data) => (text += data));
  child.stderr.on('data', (data) => (text += data));
  const ended = once(child, 'exit');
  await until(() => text.includes('control:') || child.exitCode !== null, `start of ${name}: ${text}`, 60_000);
  if (child.exitCode !== null) throw new Error(`the daemon ended: ${text}`);
  return {
    child,
    socket,
    startedMs,
    folder: `/tmp/live-${name}/sessions`,
    text: () => text,
    emit: (...command) => run(...command, '--socket', socket),
    status: () => JSON.parse(run('status', '--json', '--socket', socket)),
    async end(signal = 'SIGINT') {
      child.kill(signal);
      return (await ended)[0];
    },
    ended,
  };
};

/** An independent program that stamps what reaches it, with the kernel's clock. */
export class Witness {
  events = [];
  #rest = '';

  constructor(program, seconds = 600) {
    this.child = spawn(program, ['-w', String(seconds)], { stdio: ['ignore', 'pipe', 'ignore'] });
    this.child.stdout.setEncoding('utf8');
    this.child.stdout.on('data', (text) => this.#read(text));
  }

  #read(text) {
    const lines = (this.#rest + text).split('\n');
    this.#rest = lines.pop();
    for (const line of lines) {
      const [nanoseconds, type, channel, data1, data2] = line.trim().split(/\s+/);
      this.events.push({
        atMs: Number(nanoseconds) / 1e6,
        type,
        channel: Number(channel),
        data1: Number(data1),
        data2: Number(data2),
      });
    }
  }

  /** Has it hear a port by a part of its name. */
  async listen(portName) {
    await until(() => portAddress('seqprobe'), 'the witness');
    const address = await until(() => portAddress(portName), `port ${portName}`);
    execFileSync('aconnect', [address, portAddress('seqprobe')]);
  }

  /** Ends what `listen` began. */
  deaf(portName) {
    execFileSync('aconnect', ['-d', portAddress(portName), portAddress('seqprobe')]);
  }

  notes(fromMs = 0, toMs = Infinity) {
    return this.events.filter(({ type, data2, atMs }) => isOn(type, data2) && atMs >= fromMs && atMs < toMs);
  }

  /** Notes struck and not released, and pedals down. */
  get open() {
    const sounding = new Set();
    for (const event of this.events) {
      const { type, channel, data1, data2 } = event;
      if (type.startsWith('note')) sounding[isOn(type, data2) ? 'add' : 'delete'](`${channel} ${data1}`);
      else if (type === 'cc') controlled(sounding, event);
    }
    return [...sounding];
  }

  close() {
    this.child.kill();
  }
}

/** Pedal, and the two controllers that silence. */
const controlled = (sounding, { channel, data1, data2 }) => {
  if (data1 === 64) sounding[data2 > 0 ? 'add' : 'delete'](`${channel} pedal`);
  if (data1 === 120 || data1 === 123) sounding.clear();
};

const isOn = (type, velocity) => /note.?on/i.test(type) && velocity > 0;

/** `client:port` of the first readable port whose line in `aconnect -l` has this very name. */
export const portAddress = (name) => {
  let client = '';
  for (const line of execFileSync('aconnect', ['-l'], { encoding: 'utf8' }).split('\n')) {
    const found = /^client (\d+):/.exec(line);
    if (found) client = found[1];
    const port = /^ +(\d+) '(.*?) *'/.exec(line);
    if (port && port[2] === name) return `${client}:${port[1]}`;
  }
  return undefined;
};

/** Keys played into the daemon's input port. */
export class PlayerInput {
  #output = new midi.Output();

  async connect(name = 'music-lstm-daemon in') {
    const port = await until(
      () => this.#output.constructor.getPortNames().find((each) => each.includes(`:${name} `)),
      name,
    );
    this.#output.openPortByName(port);
    return this;
  }

  send(...bytes) {
    this.#output.sendMessage(bytes);
    return nowMs();
  }

  close() {
    this.#output.destroy();
  }
}
