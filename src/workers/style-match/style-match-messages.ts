import type { PlayerEvent } from '../../composer/style/style-matcher.js';
import type { Likeness, TransportState } from '../../protocol/live-event.js';
import type { KnownModel } from '../composer/composer-messages.js';

/** Messages to the style-match process. */
export type ToStyleMatch =
  /** Score with this network from now on. */
  | { readonly kind: 'model'; readonly model: KnownModel; readonly transport: TransportState }
  | { readonly kind: 'heard'; readonly events: readonly PlayerEvent[] };

/** Messages from the process: the style match, or null if the network has fewer than two composers. */
export interface FromStyleMatch {
  readonly likeness: Likeness | null;
}
