import { findPlayableModel } from '../../composer/models/blended-model.js';
import type { LiveEvent, Snapshot } from '../../protocol/live-event.js';
import { DaemonError } from '../../shared/error.js';
import type { KnownModel, LearnedModel } from '../../workers/composer/composer-messages.js';
import { StyleMatchHost } from '../../workers/style-match/style-match-host.js';
import type { DaemonPlan } from '../daemon-plan.js';
import { OnlineLearner } from '../online-learning/online-learner.js';
import { StyleMatching } from './style-matching.js';
import { MemorizationMonitor, quotableMusic } from './memorization-monitor.js';

/** What is heard, and to whom what was heard in it is told. */
export interface LiveAnalysisParts {
  readonly plan: Pick<DaemonPlan, 'adaptation' | 'likeness'>;
  readonly models: () => readonly KnownModel[];
  readonly snapshot: () => Snapshot;
  readonly publish: (event: LiveEvent) => void;
  readonly notice: (level: 'info' | 'warning', text: string) => void;
  /** From the next bar line on this is to play; null for the network as it was trained. */
  readonly play: (learned: LearnedModel | null) => void;
}

/** The voice of a name, a blend as whoever has most of it; undefined where it is no more to be found. */
const voiceNamed = (models: readonly KnownModel[], composer: string): KnownModel | undefined => {
  try {
    return findPlayableModel(models, composer);
  } catch (error) {
    if (error instanceof DaemonError) return undefined;
    throw error;
  }
};

/** All that listen to the music beside those who play it: whom it is like, how far it quotes, what it teaches. */
export class LiveAnalysis {
  readonly adaptation: OnlineLearner;
  readonly #likeness: StyleMatching | undefined;
  readonly #quotations: MemorizationMonitor;

  constructor({ plan, models, snapshot, publish, notice, play }: LiveAnalysisParts) {
    const voice = (): KnownModel | undefined => voiceNamed(models(), snapshot().controls.composer);
    this.adaptation = new OnlineLearner(plan.adaptation, {
      voice,
      changed: (adaptation) => publish({ kind: 'adaptation', adaptation }),
      play,
      notice,
    });
    this.#quotations = new MemorizationMonitor({
      load: (composer) => quotableMusic(() => findPlayableModel(models(), composer)),
      changed: (verbatim) => publish({ kind: 'verbatim', verbatim }),
    });
    if (!plan.likeness) return;
    this.#likeness = new StyleMatching((heard, died) => new StyleMatchHost(heard, died), {
      told: (likeness) => publish({ kind: 'likeness', likeness }),
      notice,
      model: voice,
      transport: () => snapshot().transport,
    });
  }

  /** Who will play first: what he could quote is read meanwhile. */
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
