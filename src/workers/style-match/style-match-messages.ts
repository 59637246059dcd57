import type { PlayerEvent } from '../../composer/style/style-matcher.js';
import type { Likeness, TransportState } from '../../protocol/live-event.js';
import type { KnownModel } from '../composer/composer-messages.js';

/** Messages to the process that judges the player. */
export type ToStyleMatch =
  /** Judge by this network from now on. */
  | { readonly kind: 'model'; readonly model: KnownModel; readonly transport: TransportState }
  | { readonly kind: 'heard'; readonly events: readonly PlayerEvent[] };

/** Messages from it: whom the player sounds like, or null where the network knows fewer than two composers. */
export interface FromStyleMatch {
  readonly likeness: Likeness | null;
}
