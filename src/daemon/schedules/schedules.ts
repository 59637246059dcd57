import { uptime } from 'node:os';
import { JobScheduler } from '../../adapters/schedule/job-scheduler.js';
import type { Schedule, ScheduleState } from '../../protocol/schedule.js';
import type { DaemonPlan } from '../daemon-plan.js';
import type { TrainingJobRunner } from '../training/training-job-runner.js';
import { scheduledJobs } from './scheduled-jobs.js';
import { ClockTrust } from './clock-trust.js';
import { trainNightly, nightlyName } from './nightly-training.js';
import { pruneRecordings } from './prune-recordings.js';

export interface SchedulesListener {
  /** Music begins. */
  readonly begin: () => void;
  /** Music comes to its end. */
  readonly end: () => void;
  /** A model is new. */
  readonly learned: (model: string) => Promise<void>;
  readonly changed: (states: readonly ScheduleState[]) => void;
  readonly notice: (level: 'info' | 'warning', text: string) => void;
}

/** Runs the scheduled jobs. */
export class Schedules {
  readonly #plan: DaemonPlan;
  readonly #room: TrainingJobRunner;
  readonly #listener: SchedulesListener;
  readonly #timetable: JobScheduler;
  readonly #clock = new ClockTrust(Date.now, () => uptime() * 1000);

  constructor(plan: DaemonPlan, room: TrainingJobRunner, listener: SchedulesListener) {
    this.#plan = plan;
    this.#room = room;
    this.#listener = listener;
    const work = scheduledJobs(plan.schedules, {
      train: (schedule) => this.#train(schedule),
      begin: listener.begin,
      end: listener.end,
      prune: (days) => this.#prune(days),
    });
    const { changed } = listener;
    this.#timetable = new JobScheduler(work, { changed, trouble: (text) => listener.notice('warning', text) });
  }

  start(): void {
    this.#timetable.start();
  }

  stop(): void {
    this.#timetable.stop();
  }

  async #train(schedule: Extract<Schedule, { kind: 'train' }>): Promise<void> {
    await trainNightly(schedule, this.#plan, this.#room);
    await this.#listener.learned(nightlyName(schedule.composer));
  }

  #prune(days: number): void {
    if (this.#clock.wasSet()) {
      const text = 'The clock was set since the last time, so no recordings are removed now; next time they are.';
      this.#listener.notice('warning', text);
      return;
    }
    const gone = pruneRecordings(this.#plan.sessionFolder, days, Date.now());
    if (gone.length > 0) this.#listener.notice('info', `Removed ${gone.length} recordings older than ${days} days.`);
  }
}
