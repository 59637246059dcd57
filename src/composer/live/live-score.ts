import type { MeterSpan } from '../../encoding/shared/meter-span.js';
import { durationIdOf } from '../../encoding/vocabulary/duration.js';
import type { HeardEvent, Revision } from '../../performance/composer.js';
import type { LivePrimer } from './live-primer.js';
import type { ListeningModel, ContinuationState } from '../piano/event-sampler.js';
import { firstStanding, ingestedEvent } from './ingest-event.js';
import { withMeter } from './live-metres.js';
import { Timeline } from './timeline.js';

/** So much of the music another network hears when it takes over, or one that has forgotten. */
export const REHEARD = 256;

/** An event that a network may have heard. */
export interface Heard {
  readonly standing?: ContinuationState;
}

/** What has been played so far, and in which bars. */
export class LiveScore {
  readonly timeline = new Timeline();
  #metres: readonly MeterSpan[] = [];
  #latestHeardId = -1;

  get metres(): readonly MeterSpan[] {
    return this.#metres;
  }

  /** Lays down the music to go on from: its latest events. */
  begin({ events, metres }: LivePrimer, most: number): void {
    this.#metres = metres;
    for (const event of events.slice(-most)) this.timeline.insert({ ...event, ordinal: -1 });
  }

  /** Takes back what was not played and adds what was heard. */
  revise({ kept, heard, settings }: Revision): void {
    this.#metres = withMeter(this.#metres, settings);
    this.timeline.takeBack(kept);
    for (const event of heard) this.#ingest(event);
  }

  /**
   * The standing after an event, or before all of them, with the metres of now. Undefined where it is too far back:
   * then the latest music will be heard anew.
   */
  async standingAfter(
    before: Heard | undefined,
    listening: ListeningModel,
    whose: { readonly composer: number; readonly source: number },
    step: number,
  ): Promise<ContinuationState | undefined> {
    if (before && !before.standing) {
      this.timeline.rehear(REHEARD);
      return undefined;
    }
    const about = { metres: this.metres, ...whose };
    if (!before?.standing) return firstStanding(listening, about, step);
    return { ...before.standing, cursor: { ...before.standing.cursor, ...about } };
  }

  #ingest(heard: HeardEvent): void {
    if (heard.id > this.#latestHeardId) {
      this.#latestHeardId = heard.id;
      this.timeline.insert(ingestedEvent(heard));
    } else if (heard.kind === 'note' && heard.durationTicks !== null) {
      this.timeline.lengthen(heard.id, durationIdOf(heard.durationTicks));
    }
  }
}
