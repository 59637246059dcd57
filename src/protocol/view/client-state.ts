import { applyEvent } from '../apply-event.js';
import type { LiveEvent, Snapshot } from '../live-event.js';
import type { ServerMessage } from '../stream.js';
import { NoteTrail } from './note-trail.js';

/** State of a stream client: snapshot, recent notes, and where to resume. */
export class ClientState {
  readonly trail: NoteTrail;
  #snapshot: Snapshot | undefined;
  #mayCommand = false;
  #lost = 0;
  #stream = '';
  #sequence = 0;

  /** Notes are remembered for `keepMs`. */
  constructor(keepMs: number) {
    this.trail = new NoteTrail(keepMs);
  }

  /** Undefined before the first snapshot. */
  get snapshot(): Snapshot | undefined {
    return this.#snapshot;
  }

  get mayCommand(): boolean {
    return this.#mayCommand;
  }

  /** Events that this client was too slow for. */
  get lost(): number {
    return this.#lost;
  }

  /** URL query for the next connection, so that nothing is missed. */
  get resumeQuery(): string {
    return this.#stream === '' ? '' : `?stream=${this.#stream}&after=${this.#sequence}`;
  }

  /** Applies a message; returns its events. */
  apply(message: ServerMessage): readonly LiveEvent[] {
    switch (message.type) {
      case 'snapshot':
        this.#snapshot = message.snapshot;
        this.#mayCommand = message.mayCommand;
        this.#stream = message.stream;
        this.#sequence = message.sequence;
        this.trail.restart(message.snapshot);
        return [];
      case 'resumed':
        this.#mayCommand = message.mayCommand;
        return [];
      case 'events':
        for (const event of message.events) {
          if (this.#snapshot) this.#snapshot = applyEvent(this.#snapshot, event);
          this.trail.apply(event);
        }
        this.#sequence = message.sequence + message.events.length - 1;
        return message.events;
      case 'lost':
        this.#lost += message.count;
        return [];
      case 'response':
        return [];
    }
  }
}
