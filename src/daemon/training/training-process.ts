import { spawn, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { TrainingState } from '../../protocol/live-event.js';

const MAIN = fileURLToPath(new URL('../../cli/main.js', import.meta.url));

/** What to train, on which music. */
export interface TrainingOrder {
  readonly composer: string;
  readonly data: string;
  /** Where the model goes. */
  readonly models: string;
  /** Where the loss history goes. */
  readonly output: string;
  /** The model's name, where it is not the composer's. */
  readonly name?: string;
  /** Longest time. */
  readonly minutes?: number;
  /** The model to begin from. */
  readonly from?: string;
  /** A folder of liked moments that are learned too. */
  readonly liked?: string;
}

export interface TrainingListener {
  readonly progress: (state: TrainingState) => void;
  /** It has ended; whether there is a new model. */
  readonly ended: (learned: boolean) => void;
}

/** The progress in a line of `train`, if any. */
export const readProgress = (line: string, before: TrainingState): TrainingState | undefined => {
  const step = /pass ([\d.]+) of (\d+) · loss ([\d.]+)/.exec(line);
  if (step) {
    return { ...before, pass: Number(step[1]), passes: Number(step[2]), trainingLoss: Number(step[3]), message: line };
  }
  const evaluation = /^pass (\d+) after .*: training ([\d.]+), validation ([\d.]+);/.exec(line);
  if (!evaluation) return undefined;
  const [pass, trainingLoss, validationLoss] = evaluation.slice(1).map(Number);
  return { ...before, pass, trainingLoss, validationLoss, message: line };
};

const argumentsOf = ({
  composer,
  data,
  models,
  output,
  name,
  minutes,
  from,
  liked,
}: TrainingOrder): readonly string[] => [
  ...['train', composer, '--data', data, '--models', models, '--output', output, '--background'],
  ...(name === undefined ? [] : ['--name', name]),
  ...(minutes === undefined ? [] : ['--minutes', String(minutes)]),
  ...(from === undefined ? [] : ['--from', from]),
  ...(liked === undefined ? [] : ['--liked', liked]),
];

/**
 * `train` in a process of its own, at low priority, so that neither its work nor its crash touches the beat. It ends
 * with the daemon, however that ends, and keeps its checkpoint.
 */
export class TrainingProcess {
  readonly #order: TrainingOrder;
  readonly #listener: TrainingListener;
  #child: ChildProcess | undefined;
  #state: TrainingState;

  constructor(order: TrainingOrder, listener: TrainingListener) {
    this.#order = order;
    this.#listener = listener;
    const model = order.name ?? order.composer;
    const message = `training ${model}`;
    this.#state = {
      model,
      state: 'running',
      pass: 0,
      passes: 0,
      trainingLoss: null,
      validationLoss: null,
      message,
    };
  }

  start(): void {
    const child = spawn(process.execPath, [MAIN, ...argumentsOf(this.#order)], {
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    this.#child = child;
    this.#listener.progress(this.#state);
    let rest = '';
    let last = '';
    child.stderr?.setEncoding('utf8');
    child.stderr?.on('data', (text: string) => {
      const lines = (rest + text).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) this.#read(line);
      last = lines.at(-1) ?? last;
    });
    child.on('error', (error) => this.#end(false, error.message));
    child.once('exit', (code, signal) => this.#end(code === 0, last || `it ended by ${signal ?? `code ${code}`}`));
  }

  /** Ends it at its next checkpoint. */
  stop(): void {
    const child = this.#child;
    this.#child = undefined;
    child?.kill('SIGINT');
  }

  #read(line: string): void {
    const state = readProgress(line, this.#state);
    if (!state) return;
    this.#state = state;
    this.#listener.progress(state);
  }

  #end(learned: boolean, reason: string): void {
    if (!this.#child) return;
    this.#child = undefined;
    const { model } = this.#state;
    const message = learned
      ? `${model} has been learned`
      : `Training ${model} has failed: ${reason.replace(/^error: /, '')}`;
    this.#listener.progress({ ...this.#state, state: learned ? 'done' : 'failed', message });
    this.#listener.ended(learned);
  }
}
