import type { Action, OutputRoute } from './output-route.js';
import type { ScoreTime } from './note-sink.js';

/** An action that waits for its time. */
export interface Scheduled {
  readonly sendMs: number;
  readonly rank: number;
  readonly route: OutputRoute;
  readonly action: Action;
  readonly place: ScoreTime;
}

/** Order of actions with the same time: clock first, releases before strikes. */
const rankOf = ({ kind }: Action): number => {
  switch (kind) {
    case 'raw':
      return 0;
    case 'note-off':
    case 'click-off':
      return 1;
    case 'pedal':
      return 2;
    case 'note-on':
    case 'click-on':
      return 3;
  }
};

const isBefore = (a: Scheduled, b: Scheduled): boolean =>
  a.sendMs < b.sendMs || (a.sendMs === b.sendMs && a.rank < b.rank);

/**
 * The last step before sending: actions in milliseconds, each for one route. Contains only what lies within the commit
 * horizon; nothing is withdrawn except by `drop`.
 */
export class Scheduler {
  /** Sorted, the next one last. */
  #waiting: Scheduled[] = [];
  #doneMs = -Infinity;

  schedule(route: OutputRoute, action: Action, place: ScoreTime): void {
    const entry: Scheduled = { sendMs: place.atMs + route.offsetMs, rank: rankOf(action), route, action, place };
    let at = this.#waiting.length;
    while (at > 0 && !isBefore(entry, this.#waiting[at - 1])) at--;
    this.#waiting.splice(at, 0, entry);
  }

  /** When the next action is due; Infinity when nothing waits. */
  get nextMs(): number {
    return this.#waiting.at(-1)?.sendMs ?? Infinity;
  }

  /** Performs everything due by then. */
  get doneMs(): number {
    return this.#doneMs;
  }

  /** Performs all that is due. */
  sendDue(nowMs: number): void {
    this.#doneMs = Math.max(this.#doneMs, nowMs);
    for (;;) {
      const next = this.#waiting.at(-1);
      if (!next || next.sendMs > nowMs) return;
      this.#waiting.pop();
      next.route.perform(next.action, next.place);
    }
  }

  /**
   * Removes and returns the waiting actions with these ids; sounding notes are then silenced through the active notes.
   */
  drop(isDropped: (action: Action, route: OutputRoute) => boolean): readonly Scheduled[] {
    const dropped = this.#waiting.filter(({ action, route }) => isDropped(action, route));
    this.#waiting = this.#waiting.filter(({ action, route }) => !isDropped(action, route));
    return dropped;
  }
}
