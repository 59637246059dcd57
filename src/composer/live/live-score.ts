import type { MeterSpan } from '../../encoding/shared/meter-span.js';
import { durationIdOf } from '../../encoding/vocabulary/duration.js';
import type { HeardEvent, Revision } from '../../performance/composer.js';
import type { LivePrimer } from './live-primer.js';
import type { ListeningModel, ContinuationState } from '../piano/continuation-state.js';
import { firstStanding, ingestedEvent } from './ingest-event.js';
import { withMeter } from './live-metres.js';
import { Timeline } from './timeline.js';

/** How much of the music a network ingests when it takes over or has lost its state. */
export const REHEARD = 256;

/** An event that a network may have ingested. */
export interface Heard {
  readonly state?: ContinuationState;
}

/** The music so far and its bars. */
export class LiveScore {
  readonly timeline = new Timeline();
  #metres: readonly MeterSpan[] = [];
  #latestHeardId = -1;

  get metres(): readonly MeterSpan[] {
    return this.#metres;
  }

  /** Adds the latest events of the primer. */
  begin({ events, metres }: LivePrimer, most: number): void {
    this.#metres = metres;
    for (const event of events.slice(-most)) this.timeline.insert({ ...event, ordinal: -1 });
  }

  /** Removes what was not played and adds what was heard. */
  revise({ kept, heard, settings }: Revision): void {
    this.#metres = withMeter(this.#metres, settings);
    this.timeline.takeBack(kept);
    for (const event of heard) this.#ingest(event);
  }

  /**
   * The state after an event, or before all of them, with the current metres. Undefined if too far back; the latest
   * music must then be ingested again.
   */
  async standingAfter(
    before: Heard | undefined,
    listening: ListeningModel,
    whose: { readonly composer: number; readonly source: number },
    step: number,
  ): Promise<ContinuationState | undefined> {
    if (before && !before.state) {
      this.timeline.rehear(REHEARD);
      return undefined;
    }
    const about = { metres: this.metres, ...whose };
    if (!before?.state) return firstStanding(listening, about, step);
    return { ...before.state, cursor: { ...before.state.cursor, ...about } };
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
