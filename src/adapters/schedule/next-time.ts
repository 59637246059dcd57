import { cronTimes } from '../../protocol/schedule.js';

/** A date that is meant may be 40 years away: 29 February on a Monday, around 2100. */
const DAYS = 366 * 41;

/**
 * When a time of cron comes next, later than `after`; null where it never does. Local time, so that it knows daylight
 * saving: what would fall into the hour that is left out comes an hour later by the clock, and what falls into the
 * hour that comes twice comes the first time alone. Day of the month and weekday hold both, as in node-cron.
 */
export const nextTime = (at: string, after: Date): Date | null => {
  const { minutes, hours, days, months, weekdays } = cronTimes(at);
  for (let i = 0; i < DAYS; i++) {
    const day = new Date(after.getFullYear(), after.getMonth(), after.getDate() + i, 12); // no clock is turned at noon
    if (!months.has(day.getMonth() + 1) || !days.has(day.getDate()) || !weekdays.has(day.getDay())) continue;
    for (const hour of hours) {
      for (const minute of minutes) {
        const time = new Date(day.getFullYear(), day.getMonth(), day.getDate(), hour, minute);
        if (+time > +after) return time;
      }
    }
  }
  return null;
};
