import { stepOfTick } from '../../encoding/shared/grid.js';
import type { GramSet } from '../../encoding/memorisation/note-grams.js';
import { afterNote, noRun, type VerbatimRun } from '../../encoding/memorisation/verbatim-run.js';
import { anyOf } from '../../model/checkpoint/bloom-filter.js';
import type { StoredModel } from '../../model/checkpoint/model-names.js';
import { readGramsOf } from '../../model/checkpoint/model-store.js';
import type { LiveEvent, Verbatim } from '../../protocol/live-event.js';
import { DaemonError } from '../../shared/error.js';

/** A model's index of training music; undefined without one or if unreadable, which is reported elsewhere. */
export const quotableMusic = async (model: () => Pick<StoredModel, 'file' | 'bytes'>): Promise<GramSet | undefined> => {
  try {
    const grams = await readGramsOf(model());
    return grams.length > 0 ? anyOf(grams) : undefined;
  } catch (error) {
    if (error instanceof DaemonError) return undefined;
    throw error;
  }
};

export interface MemorizationMonitorOptions {
  /** The index of training music of a composer's model; undefined without one. */
  readonly load: (composer: string) => Promise<GramSet | undefined>;
  readonly changed: (verbatim: Verbatim | null) => void;
}

/**
 * Reports how far the notes actually played match the training music. The player's notes do not interrupt the daemon's.
 * Runs on the main thread; the performance does not depend on it.
 */
export class MemorizationMonitor {
  readonly #options: MemorizationMonitorOptions;
  #composer: string | undefined;
  #learned: GramSet | undefined;
  #run: VerbatimRun = noRun;
  #told: Verbatim = { notes: 0, longest: 0 };

  constructor(options: MemorizationMonitorOptions) {
    this.#options = options;
  }

  /** The model that plays from now on. Nothing is reported until its index is read. */
  async follow(composer: string): Promise<void> {
    if (composer === this.#composer) return;
    this.#composer = composer;
    this.#learned = undefined;
    const learned = await this.#options.load(composer);
    if (composer !== this.#composer) return; // another model plays by now
    this.#learned = learned;
    this.#run = noRun;
    this.#told = { notes: 0, longest: 0 };
    this.#options.changed(learned ? this.#told : null);
  }

  onEvent(event: LiveEvent): void {
    if (event.kind === 'controls' && event.controls.composer !== undefined) void this.follow(event.controls.composer);
    if (event.kind !== 'note-on' || event.voice !== 'daemon' || !this.#learned) return;
    const { tick, scoreTick = tick, pitch } = event;
    this.#run = afterNote(this.#run, { step: stepOfTick(scoreTick), pitch }, this.#learned);
    const { notes } = this.#run;
    if (notes === this.#told.notes) return;
    this.#told = { notes, longest: Math.max(notes, this.#told.longest) };
    this.#options.changed(this.#told);
  }
}
