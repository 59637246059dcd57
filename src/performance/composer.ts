import type { Controls } from '../protocol/controls.js';

/** Something the player did, in score time: PPQ 480, fractions allowed, tick 0 where the session began. */
export type HeardEvent =
  | {
      readonly kind: 'note';
      /** The same note comes again, with its duration, once the key is released. */
      readonly id: number;
      readonly tick: number;
      readonly pitch: number;
      readonly velocity: number;
      /** Null while the key is down. */
      readonly durationTicks: number | null;
    }
  | { readonly kind: 'pedal'; readonly id: number; readonly tick: number; readonly down: boolean };

/** What shapes the music to come. */
export interface ComposerSettings extends Pick<
  Controls,
  'composer' | 'temperature' | 'topP' | 'density' | 'register' | 'key' | 'quoteLimit' | 'meter'
> {
  /** A bar line of `meter`, as the reference for all others. */
  readonly meterTick: number;
  /** State of the network: 0 as trained, else the number of lessons in this session. */
  readonly edition: number;
}

/** A model in one of its editions. */
export type Edition = Pick<ComposerSettings, 'composer' | 'edition'>;

export const isSameEdition = (a: Edition | undefined, b: Edition | undefined): boolean =>
  a?.composer === b?.composer && a?.edition === b?.edition;

/**
 * How a piece should end: before a bar line, or with a cadence within some bars after the one at `tick`. Without a plan
 * it ends at a bar line, with silence.
 */
export type Ending =
  | { readonly kind: 'at'; readonly tick: number }
  | { readonly kind: 'within'; readonly tick: number; readonly bars: number };

/**
 * A new revision: what remains of earlier ones, what was heard since, and where to continue. Answers to older ones are
 * discarded. Equal seeds and equal revisions give equal events, whenever they are requested.
 */
export interface Revision {
  readonly kind: 'revise';
  /** Counts up from 1. */
  readonly revision: number;
  /**
   * How many of the daemon's events, counted over the whole session, have been or will be played; later ones are
   * withdrawn. May be less than the previous revision's `kept`, which withdraws events not yet played.
   */
  readonly kept: number;
  /** In order of ticks; notes reported before come again only with their duration. */
  readonly heard: readonly HeardEvent[];
  /** No new event comes before this tick. */
  readonly fromTick: number;
  /** Whether the first new event must be at `fromTick`, as for a reply that begins on its beat. */
  readonly onTheDot: boolean;
  /** Index of the piece in the session, from 0; a higher one starts a new piece. */
  readonly piece: number;
  /** How the piece should end; null while it continues. */
  readonly ending: Ending | null;
  readonly settings: ComposerSettings;
}

/** Messages to a composer. It composes only on `compose`. */
export type ComposerRequest =
  | Revision
  /** Continue until an event is at or beyond `untilTick`. */
  | { readonly kind: 'compose'; readonly revision: number; readonly untilTick: number }
  /** Prepare a model, so that a revision can use it without delay. */
  | ({ readonly kind: 'prepare' } & Edition);

/** Local tempo before an event ÷ tempo of the piece; null if the network gives none. */
type TempoRatio = number | null;

/** An event to play. Ticks are whole. */
export type ComposedEvent =
  | {
      readonly kind: 'note';
      readonly tick: number;
      readonly durationTicks: number;
      readonly pitch: number;
      readonly velocity: number;
      readonly tempoRatio: TempoRatio;
    }
  | { readonly kind: 'pedal'; readonly tick: number; readonly down: boolean; readonly tempoRatio: TempoRatio }
  /** Ends the daemon's note of this pitch, if it still sounds, whatever its length. */
  | { readonly kind: 'release'; readonly tick: number; readonly pitch: number; readonly tempoRatio: TempoRatio };

/** A planned bar. */
export interface PlannedBar {
  readonly tick: number;
  readonly ticks: number;
  /** A to H; sections of like music share a letter. */
  readonly section: string;
  readonly chords: readonly { readonly tick: number; readonly name: string }[];
  /** How a phrase ends with this bar. */
  readonly cadence: 'none' | 'half' | 'authentic' | 'final';
  /** Start of the earlier bar that it repeats; null for none. */
  readonly returnsToTick: number | null;
}

/** Messages from a composer. */
export type ComposerAnswer =
  /** The next events of a revision, in order; nothing more will come before the last one's tick. */
  | {
      readonly kind: 'composed';
      readonly revision: number;
      readonly events: readonly ComposedEvent[];
      /** Mean time it took to compose one of them, ms. */
      readonly stepMs: number;
    }
  /** For a revision that ends: nothing starts at this tick or later, and the last notes sound until then. */
  | { readonly kind: 'ends'; readonly revision: number; readonly tick: number }
  /** The plan from the current bar on, replacing the earlier one. */
  | { readonly kind: 'planned'; readonly bars: readonly PlannedBar[] }
  | ({ readonly kind: 'prepared' } & Edition)
  /** The model cannot be used; `reason` is one line for the user. */
  | ({ readonly kind: 'refused'; readonly reason: string } & Edition);

/** Continues the music. Implemented by a network in a worker; answers come later, as messages. */
export interface Composer {
  request(request: ComposerRequest): void;
}
