import { placeTracks } from './place-tracks.js';
import type { TrackEvent } from './track-event.js';
import { pieceTick } from './voices.js';

/** What shapes the sound of a channel and has no place in a Piece. Ticks as in a Piece; channels 0–15. */
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

/** How a file wants its channels to sound. */
export interface ChannelMessages {
  /** In order of their ticks. */
  readonly messages: readonly ChannelMessage[];
  /** How often the file has what is left out, by its name. */
  readonly leftOut: ReadonlyMap<string, number>;
}

/** Bank, modulation, volume, pan, expression, the range of bends, and their reset: what a synthesizer plays alike. */
const KEPT_CONTROLLERS: ReadonlySet<number> = new Set([0, 1, 6, 7, 10, 11, 32, 38, 100, 101, 121]);

/** What of an event is left out; undefined where it is kept, here or in a Piece. */
const leftOutName = (event: TrackEvent): string | undefined => {
  if (event.kind === 'other') return event.name;
  if (event.kind !== 'controller' || KEPT_CONTROLLERS.has(event.controller)) return undefined;
  return `controller ${event.controller}`;
};

/** Reads what `readMidi` leaves out of the same file, as far as it can be played. */
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
