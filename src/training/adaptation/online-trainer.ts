import { pianoSchema } from '../../encoding/piano/piano-schema.js';
import { networkRows } from '../../encoding/piano/network-row.js';
import type { Checkpoint } from '../../model/checkpoint/checkpoint.js';
import type { EventSequence } from '../../model/event-schema.js';
import type { Weights } from '../../model/networks/parameters.js';
import type { Engine } from '../../model/runtimes/engine.js';
import { evaluationWindows } from '../corpus/evaluation-windows.js';
import { isPianoNote } from '../corpus/piano-works.js';
import { forEachLoss } from '../evaluation/event-losses.js';
import { pianoCountedFields, type FieldScores } from '../evaluation/field-scores.js';
import { GroupTally } from '../evaluation/group-tally.js';
import type { OnlineOptimizer, Adaptation } from './online-optimizer.js';
import { startAdaptation } from './start-adaptation.js';

/** Number of passes through a lesson. */
const PASSES = 3;
/** As in evaluation, but pulled back more slowly: half of a lesson is lost after about ten others. */
const lessonSteps: Adaptation = { rate: 3e-4, decay: 0.005 };
const noSteps: Adaptation = { rate: 0, decay: 0 };

/** Nats per note of a lesson before and after training on it. */
export interface LessonReport {
  readonly notes: number;
  readonly natsBefore: number;
  readonly natsAfter: number;
}

/** A piano network that trains on short pieces, one after another, while staying close to its trained weights. */
export class OnlineTrainer {
  readonly #network: OnlineOptimizer;

  private constructor(network: OnlineOptimizer) {
    this.#network = network;
  }

  /** `earlier` are weights of the same network to continue from. */
  static async start(engine: Engine, trained: Checkpoint, earlier?: Weights): Promise<OnlineTrainer> {
    const network = await startAdaptation(engine, trained);
    if (earlier) network.reset(earlier);
    return new OnlineTrainer(network);
  }

  /** Valid until the next lesson. */
  get weights(): Weights {
    return this.#network.weights;
  }

  /** Trains on rows of the piano schema. */
  async learn(music: EventSequence): Promise<LessonReport> {
    const rows = networkRows(this.#network.config.schema, music);
    const before = await this.#goThrough(rows, lessonSteps);
    for (let pass = 1; pass < PASSES; pass++) await this.#goThrough(rows, lessonSteps);
    const after = await this.#goThrough(rows, noSteps);
    return { notes: before.notes, natsBefore: before.natsPerNote, natsAfter: after.natsPerNote };
  }

  async close(): Promise<void> {
    await this.#network.close();
  }

  async #goThrough(rows: EventSequence, adaptation: Adaptation): Promise<FieldScores> {
    const { config, window } = this.#network;
    const shape = { schema: config.schema, batchSize: 1, windowLength: window.steps, isNote: () => false };
    const scored = { schema: pianoSchema, isNote: isPianoNote, countedFields: pianoCountedFields };
    const tally = new GroupTally(scored, () => '');
    let memory = this.#network.noMemory();
    for (const { batch, works } of evaluationWindows([rows], shape)) {
      const result = await this.#network.step(batch, memory, adaptation);
      ({ memory } = result);
      forEachLoss(config.schema, batch.targets, works, result.losses, (losses) => tally.add(losses));
    }
    return tally.scores().all;
  }
}
