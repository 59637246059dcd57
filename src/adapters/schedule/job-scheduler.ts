import { createTask, type ScheduledTask } from 'node-cron';
import type { ScheduleState } from '../../protocol/schedule.js';
import { nextTime } from './next-time.js';
import { reasonOf } from '../../shared/error.js';

/** A scheduled job. */
export interface ScheduledJob {
  /** In words, for people. */
  readonly name: string;
  /** Five fields of cron, local time. */
  readonly at: string;
  readonly run: () => Promise<void> | void;
  /** Of several in a group that were missed only the latest is made up: an end undoes its beginning. */
  readonly group: string;
}

export interface JobSchedulerListener {
  readonly changed: (states: readonly ScheduleState[]) => void;
  /** Something did not happen as it should, as one line. */
  readonly trouble: (text: string) => void;
}

interface Entry {
  readonly appointment: ScheduledJob;
  readonly task: ScheduledTask;
  nextRun: Date | null;
  lastRun: Date | null;
  isRunning: boolean;
}

/** So often it looks whether something was missed: no timer runs while the machine sleeps, or minds the clock. */
const LOOK_MS = 15_000;
/** What is later than this was missed. */
const LATE_MS = 60_000;
/** A clock that is set back by no more shows times once more whose work is done; by more it was wrong before. */
const REPEATED_MS = 3 * 3_600_000;

/** Runs jobs at their times: one run of each at a time, and a missed one is made up once. */
export class JobScheduler {
  readonly #listener: JobSchedulerListener;
  readonly #entries: readonly Entry[];
  #watch: NodeJS.Timeout | undefined;
  #lookedMs = 0;

  constructor(scheduledJobs: readonly ScheduledJob[], listener: JobSchedulerListener) {
    this.#listener = listener;
    this.#entries = scheduledJobs.map((appointment): Entry => {
      const task = createTask(appointment.at, () => this.#due(entry), { suppressMissedWarning: true, unref: true });
      const entry: Entry = { appointment, task, nextRun: null, lastRun: null, isRunning: false };
      return entry;
    });
  }

  start(): void {
    if (this.#entries.length === 0) return;
    for (const entry of this.#entries) this.#arm(entry);
    this.#lookedMs = Date.now();
    this.#watch = setInterval(() => this.#look(), LOOK_MS).unref();
    this.#emit();
  }

  stop(): void {
    clearInterval(this.#watch);
    for (const { task } of this.#entries) void task.destroy();
  }

  get states(): readonly ScheduleState[] {
    return this.#entries.map(({ appointment: { name, at }, nextRun, lastRun }) => ({
      name,
      at,
      nextRun: nextRun?.toISOString() ?? null,
      lastRun: lastRun?.toISOString() ?? null,
    }));
  }

  #arm(entry: Entry): void {
    void entry.task.stop();
    void entry.task.start();
    entry.nextRun = nextTime(entry.appointment.at, new Date());
  }

  /** What no timer has seen: hours slept through, a clock that was set, the hour that daylight saving leaves out. */
  #look(): void {
    const now = Date.now();
    if (now < this.#lookedMs - REPEATED_MS) {
      for (const entry of this.#entries) this.#arm(entry);
      this.#emit();
    }
    this.#lookedMs = now;
    const missed = this.#entries
      .filter(({ nextRun }) => nextRun !== null && +nextRun < now - LATE_MS)
      .sort((a, b) => Number(a.nextRun) - Number(b.nextRun));
    const latest = new Map(missed.map((entry) => [entry.appointment.group, entry]));
    for (const entry of missed) this.#arm(entry);
    for (const entry of latest.values()) void this.#run(entry);
  }

  /** A clock that was set back a little comes to a time once more. */
  #due(entry: Entry): Promise<void> | undefined {
    return entry.nextRun !== null && Date.now() < +entry.nextRun ? undefined : this.#run(entry);
  }

  async #run(entry: Entry): Promise<void> {
    const { name, run } = entry.appointment;
    entry.nextRun = nextTime(entry.appointment.at, new Date());
    if (entry.isRunning) {
      this.#listener.trouble(`"${name}" is still at it since its last time, so this time is passed over.`);
      this.#emit();
      return;
    }
    entry.isRunning = true;
    entry.lastRun = new Date();
    this.#emit();
    try {
      await run();
    } catch (error) {
      this.#listener.trouble(`"${name}" has failed: ${reasonOf(error)}`);
    } finally {
      entry.isRunning = false;
    }
  }

  #emit(): void {
    this.#listener.changed(this.states);
  }
}
