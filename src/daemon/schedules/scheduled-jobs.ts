import type { ScheduledJob } from '../../adapters/schedule/job-scheduler.js';
import type { Schedule } from '../../protocol/schedule.js';

/** What schedules let the daemon do. */
export interface ScheduledWork {
  readonly train: (schedule: Extract<Schedule, { kind: 'train' }>) => Promise<void>;
  readonly begin: () => void;
  /** Brings what plays to its end. */
  readonly end: () => void;
  /** Removes recordings that are older than this. */
  readonly prune: (days: number) => void;
}

/** After sleep, missed jobs run once; of starts and ends of playing only the latest. */
const PLAYING = 'playing';

const appointmentsOf = (schedule: Schedule, work: ScheduledWork): readonly ScheduledJob[] => {
  const { at } = schedule;
  switch (schedule.kind) {
    case 'train': {
      const name = `train ${schedule.composer}`;
      return [{ name, group: name, at, run: () => work.train(schedule) }];
    }
    case 'perform':
      return [
        { name: 'begin to play', group: PLAYING, at, run: () => work.begin() },
        { name: 'stop playing', group: PLAYING, at: schedule.until, run: () => work.end() },
      ];
    case 'prune': {
      const name = `remove recordings older than ${schedule.days} days`;
      return [{ name, group: name, at, run: () => work.prune(schedule.days) }];
    }
  }
};

/** What is to be done when. */
export const scheduledJobs = (schedules: readonly Schedule[], work: ScheduledWork): readonly ScheduledJob[] =>
  schedules.flatMap((schedule) => appointmentsOf(schedule, work));
