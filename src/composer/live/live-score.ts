import type { MetreSpan } from '../../encoding/bar-position.js';
import { durationIdOf } from '../../encoding/duration-vocabulary.js';
import type { HeardEvent, Revision } from '../../performance/composer.js';
import type { Beginning } from './beginning.js';
import type { Listening, Standing } from '../continuation.js';
import { firstStanding, heardEvent } from './hearing.js';
import { withMetre } from './live-metres.js';
import { Timeline } from './timeline.js';

/** So much of the music another network hears when it takes over, or one that has forgotten. */
export const REHEARD = 256;

/** An event that a network may have heard. */
export interface Heard {
  readonly standing?: Standing;
}

/** What has been played so far, and in which bars. */
export class LiveScore {
  readonly timeline = new Timeline();
  #metres: readonly MetreSpan[] = [];
  #latestHeardId = -1;

  get metres(): readonly MetreSpan[] {
    return this.#metres;
  }

  /** Lays down the music to go on from: its latest events. */
  begin({ events, metres }: Beginning, most: number): void {
    this.#metres = metres;
    for (const event of events.slice(-most)) this.timeline.insert({ ...event, ordinal: -1 });
  }

  /** Takes back what was not played and adds what was heard. */
  revise({ kept, heard, settings }: Revision): void {
    this.#metres = withMetre(this.#metres, settings);
    this.timeline.takeBack(kept);
    for (const event of heard) this.#hear(event);
  }

  /**
   * The standing after an event, or before all of them, with the metres of now. Undefined where it is too far back:
   * then the latest music will be heard anew.
   */
  async standingAfter(
    before: Heard | undefined,
    listening: Listening,
    whose: { readonly composer: number; readonly source: number },
    step: number,
  ): Promise<Standing | undefined> {
    if (before && !before.standing) {
      this.timeline.rehear(REHEARD);
      return undefined;
    }
    const about = { metres: this.metres, ...whose };
    if (!before?.standing) return firstStanding(listening, about, step);
    return { ...before.standing, cursor: { ...before.standing.cursor, ...about } };
  }

  #hear(heard: HeardEvent): void {
    if (heard.id > this.#latestHeardId) {
      this.#latestHeardId = heard.id;
      this.timeline.insert(heardEvent(heard));
    } else if (heard.kind === 'note' && heard.durationTicks !== null) {
      this.timeline.lengthen(heard.id, durationIdOf(heard.durationTicks));
    }
  }
}
