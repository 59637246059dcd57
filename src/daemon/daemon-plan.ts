import type { WebOptions } from '../adapters/web/web-server.js';
import type { SourcePlan } from '../performance/input-source.js';
import type { Binding } from '../protocol/binding.js';
import type { ControlChange, Controls } from '../protocol/controls.js';
import type { LossPoint } from '../protocol/live-event.js';
import type { Schedule } from '../protocol/schedule.js';
import type { ComposerWorkerData, KnownModel } from '../workers/composer/composer-messages.js';
import type { OnlineLearnerPlan } from './online-learning/online-learner.js';
import type { TrainingOrder } from './training/training-process.js';
import type { GuardianPlan } from '../workers/guardian/guardian-messages.js';
import type { OutputPlan, PerformancePlan } from '../workers/performance/performance-messages.js';

/** All that decides how a daemon runs. */
export interface DaemonPlan
  extends
    Pick<PerformancePlan, 'clockSource' | 'countInBars' | 'bars' | 'clickChannel' | 'autoStart'>,
    Pick<ComposerWorkerData, 'seed' | 'prime' | 'runtime'> {
  readonly version: string;
  /** What holds where neither the user nor the music says otherwise. */
  readonly defaults: Controls;
  /** What the user said. */
  readonly wishes: ControlChange;
  /** The model to begin with; one that exists. */
  readonly composer: string;
  readonly models: readonly KnownModel[];
  /** Losses of the composer's training, where they are known. */
  readonly lossHistory: readonly LossPoint[];
  /** Looks for models again. */
  readonly listModels: () => Promise<readonly KnownModel[]>;
  readonly outputs: readonly OutputPlan[];
  readonly sources: readonly SourcePlan[];
  readonly socketPath: string;
  /** Where sessions are recorded. */
  readonly sessionFolder: string;
  /** Where they are recorded when nothing can be written there any more. */
  readonly spareSessionFolder: string;
  readonly record: boolean;
  /** The page and the stream; null for none. */
  readonly web: Pick<WebOptions, 'bind' | 'port' | 'token' | 'openReading' | 'files'> | null;
  /** Whom to learn while another plays, and then to let play; null for nobody. */
  readonly training: TrainingOrder | null;
  /** Whether the player is told whom he sounds like. */
  readonly likeness: boolean;
  /** What is done by itself at certain times. */
  readonly schedules: readonly Schedule[];
  readonly adaptation: OnlineLearnerPlan;
  /** Where scheduled trainings find music, and put what they learned. */
  readonly trainingPlaces: Pick<TrainingOrder, 'data' | 'models' | 'output'>;
  readonly bindings: readonly Binding[];
  /** Settles bindings for good. */
  readonly saveBindings: (bindings: readonly Binding[]) => Promise<void>;
}

/** What the guardian must know to silence everything in the daemon's place. */
export const guardianPlan = ({ outputs, clickChannel }: DaemonPlan): GuardianPlan => ({
  virtualName: outputs.find(({ kind }) => kind === 'virtual')?.name ?? null,
  hardware: outputs.filter(({ kind }) => kind === 'hardware').map(({ name }) => name),
  channels: [...new Set([...outputs.map(({ channel }) => channel), clickChannel])],
});
