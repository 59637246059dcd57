import { placeTracks } from './place-tracks.js';
import type { TrackEvent } from './track-event.js';
import { pieceTick } from './voices.js';

/** Messages that shape the sound of a channel and are not part of a Piece. Ticks as in a Piece; channels 0–15. */
export type ChannelMessage =
  | { readonly kind: 'program'; readonly tick: number; readonly channel: number; readonly program: number }
  | {
      readonly kind: 'controller';
      readonly tick: number;
      readonly channel: number;
      readonly controller: number;
      readonly value: number;
    }
  /** 0–16383; 8192 is in tune. */
  | { readonly kind: 'bend'; readonly tick: number; readonly channel: number; readonly value: number };

/** How the channels of a file should sound. */
export interface ChannelMessages {
  /** In order of their ticks. */
  readonly messages: readonly ChannelMessage[];
  /** Number of messages left out, by name. */
  readonly leftOut: ReadonlyMap<string, number>;
}

/**
 * Bank, modulation, volume, pan, expression, bend range and their reset: controllers that all synthesizers play alike.
 */
const KEPT_CONTROLLERS: ReadonlySet<number> = new Set([0, 1, 6, 7, 10, 11, 32, 38, 100, 101, 121]);

/** Name of what is left out of an event; undefined if it is kept, here or in a Piece. */
const leftOutName = (event: TrackEvent): string | undefined => {
  if (event.kind === 'other') return event.name;
  if (event.kind !== 'controller' || KEPT_CONTROLLERS.has(event.controller)) return undefined;
  return `controller ${event.controller}`;
};

/** Reads the playable messages that `readMidi` leaves out of the same file. */
export const readChannelMessages = (bytes: Uint8Array): ChannelMessages => {
  const messages: ChannelMessage[] = [];
  const leftOut = new Map<string, number>();
  for (const { track, placement } of placeTracks(bytes)) {
    for (const event of track.events) {
      const name = leftOutName(event);
      if (name !== undefined) leftOut.set(name, (leftOut.get(name) ?? 0) + 1);
      else if (event.kind === 'program' || event.kind === 'controller' || event.kind === 'bend') {
        messages.push({ ...event, tick: pieceTick(event.tick, placement) });
      }
    }
  }
  return { messages: messages.sort((a, b) => a.tick - b.tick), leftOut };
};
