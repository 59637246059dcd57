import type { WebOptions } from '../adapters/web/web-server.js';
import type { SourcePlan } from '../performance/input-source.js';
import type { Binding } from '../protocol/binding.js';
import type { ControlChange, Controls } from '../protocol/controls.js';
import type { LossPoint } from '../protocol/live-event.js';
import type { Schedule } from '../protocol/schedule.js';
import type { ComposerWorkerData, KnownModel } from '../workers/composer/composer-messages.js';
import type { OnlineLearnerPlan } from './online-learning/online-learner.js';
import type { TrainingOrder } from './training/training-job.js';
import type { GuardianPlan } from '../workers/guardian/guardian-messages.js';
import type { OutputPlan, PerformancePlan } from '../workers/performance/performance-messages.js';

/** Everything that determines how a daemon runs. */
export interface DaemonPlan
  extends
    Pick<PerformancePlan, 'clockSource' | 'countInBars' | 'bars' | 'clickChannel' | 'autoStart'>,
    Pick<ComposerWorkerData, 'seed' | 'prime'> {
  readonly version: string;
  /** Defaults, if neither the user nor the music decides. */
  readonly defaults: Controls;
  /** The user's choices. */
  readonly askedControls: ControlChange;
  /** The initial model, which exists. */
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
  /** Composer to train while another plays; null for none. */
  readonly training: TrainingOrder | null;
  /** Whether the player is shown whose music their playing resembles. */
  readonly likeness: boolean;
  /** Scheduled jobs. */
  readonly schedules: readonly Schedule[];
  readonly adaptation: OnlineLearnerPlan;
  /** Where scheduled trainings find music, and put what they learned. */
  readonly trainingPlaces: Pick<TrainingOrder, 'data' | 'models' | 'output'>;
  readonly bindings: readonly Binding[];
  /** Saves bindings. */
  readonly saveBindings: (bindings: readonly Binding[]) => Promise<void>;
}

/** What the guardian needs to silence everything if the daemon dies. */
export const guardianPlan = ({ outputs, clickChannel }: DaemonPlan): GuardianPlan => ({
  virtualName: outputs.find(({ kind }) => kind === 'virtual')?.name ?? null,
  hardware: outputs.filter(({ kind }) => kind === 'hardware').map(({ name }) => name),
  channels: [...new Set([...outputs.map(({ channel }) => channel), clickChannel])],
});
