import type { MetreSpan } from '../../encoding/bar-position.js';
import { durationIdOf } from '../../encoding/duration-vocabulary.js';
import type { HeardEvent, Revision } from '../../performance/composer.js';
import type { Beginning } from './beginning.js';
import { heardEvent } from './hearing.js';
import { withMetre } from './live-metres.js';
import { Timeline } from './timeline.js';

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

  #hear(heard: HeardEvent): void {
    if (heard.id > this.#latestHeardId) {
      this.#latestHeardId = heard.id;
      this.timeline.insert(heardEvent(heard));
    } else if (heard.kind === 'note' && heard.durationTicks !== null) {
      this.timeline.lengthen(heard.id, durationIdOf(heard.durationTicks));
    }
  }
}
