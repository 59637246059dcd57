import { findPlayableModel } from '../../composer/models/blended-model.js';
import type { LiveEvent, Snapshot } from '../../protocol/live-event.js';
import { DaemonError } from '../../shared/error.js';
import type { KnownModel, LearnedModel } from '../../workers/composer/composer-messages.js';
import { styleMatchProcess } from '../../workers/style-match/style-match-host.js';
import type { DaemonPlan } from '../daemon-plan.js';
import { OnlineLearner } from '../online-learning/online-learner.js';
import { StyleMatching } from './style-matching.js';
import { MemorizationMonitor, quotableMusic } from './memorization-monitor.js';

/** The events to analyse, and where results go. */
export interface LiveAnalysisParts {
  readonly plan: Pick<DaemonPlan, 'adaptation' | 'likeness'>;
  readonly models: () => readonly KnownModel[];
  readonly snapshot: () => Snapshot;
  readonly publish: (event: LiveEvent) => void;
  readonly notice: (level: 'info' | 'warning', text: string) => void;
  /** A process of these has failed as no program should. */
  readonly fault: (part: string, cause: Error) => void;
  /** The edition from the next bar line on; null for the network as trained. */
  readonly play: (learned: LearnedModel | null) => void;
}

/** The model of a name (of a blend, the one with the largest share); undefined if it no longer exists. */
const voiceNamed = (models: readonly KnownModel[], composer: string): KnownModel | undefined => {
  try {
    return findPlayableModel(models, composer);
  } catch (error) {
    if (error instanceof DaemonError) return undefined;
    throw error;
  }
};

/** All analyses of the live music: style matching, quotation, online learning. */
export class LiveAnalysis {
  readonly adaptation: OnlineLearner;
  readonly #likeness: StyleMatching | undefined;
  readonly #quotations: MemorizationMonitor;

  constructor({ plan, models, snapshot, publish, notice, fault, play }: LiveAnalysisParts) {
    const voice = (): KnownModel | undefined => voiceNamed(models(), snapshot().controls.composer);
    this.adaptation = new OnlineLearner(plan.adaptation, {
      voice,
      changed: (adaptation) => publish({ kind: 'adaptation', adaptation }),
      play,
      notice,
      fault,
    });
    this.#quotations = new MemorizationMonitor({
      load: (composer) => quotableMusic(() => findPlayableModel(models(), composer)),
      changed: (verbatim) => publish({ kind: 'verbatim', verbatim }),
    });
    if (!plan.likeness) return;
    this.#likeness = new StyleMatching(styleMatchProcess, {
      told: (likeness) => publish({ kind: 'likeness', likeness }),
      notice,
      fault,
      model: voice,
      transport: () => snapshot().transport,
    });
  }

  /** The first model to play; its index is read meanwhile. */
  follow(composer: string): void {
    void this.#quotations.follow(composer);
  }

  onEvents(events: readonly LiveEvent[]): void {
    for (const event of events) {
      this.#quotations.onEvent(event);
      this.adaptation.onEvent(event);
    }
    this.#likeness?.onEvents(events);
  }

  stop(): void {
    this.#likeness?.stop();
    this.adaptation.stop();
  }
}
