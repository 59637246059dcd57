import type { Controls } from '../protocol/controls.js';

/** Something the player did, in score time: PPQ 480, fractions allowed, tick 0 where the session began. */
export type HeardEvent =
  | {
      readonly kind: 'note';
      /** The same note may be told again, with its duration, once the key has come up. */
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
  /** A bar line of `meter`; the others are whole bars away. */
  readonly meterTick: number;
  /** Which state of the composer's network plays: 0 as it was trained, else after so many lessons of this session. */
  readonly edition: number;
}

/** A composer in one of his editions. */
export type Edition = Pick<ComposerSettings, 'composer' | 'edition'>;

export const isSameEdition = (a: Edition | undefined, b: Edition | undefined): boolean =>
  a?.composer === b?.composer && a?.edition === b?.edition;

/**
 * How a piece is to end: before a bar line, or by a cadence within so many bars behind the one that holds `tick`. A
 * composer without a plan ends it at a bar line, with silence.
 */
export type Ending =
  | { readonly kind: 'at'; readonly tick: number }
  | { readonly kind: 'within'; readonly tick: number; readonly bars: number };

/**
 * A new course: what remains of the ones before, what was heard since, and where to go on. Answers to older ones are
 * void. With equal seeds and equal revisions a composer gives equal events, whenever they were asked for.
 */
export interface Revision {
  readonly kind: 'revise';
  /** Counts up from 1. */
  readonly revision: number;
  /**
   * How many of the daemon's events, counted over the whole session and all its revisions, have been or will be
   * played; the later ones never happened. It may fall below the `kept` of the revision before: what was still to be
   * played then is taken back too.
   */
  readonly kept: number;
  /** In the order of their ticks; what was told before only with its duration. */
  readonly heard: readonly HeardEvent[];
  /** No new event comes before this tick. */
  readonly fromTick: number;
  /** Whether the first new event must fall on `fromTick`: a reply that begins on its beat. */
  readonly onTheDot: boolean;
  /** Which piece of the session it belongs to, from 0: where it counts up, another one begins. */
  readonly piece: number;
  /** How the piece is to end; null while it goes on. */
  readonly ending: Ending | null;
  readonly settings: ComposerSettings;
}

/** Messages to a composer. It composes nothing until asked to by `compose`. */
export type ComposerRequest =
  | Revision
  /** Go on until an event lies at or beyond `untilTick`. */
  | { readonly kind: 'compose'; readonly revision: number; readonly untilTick: number }
  /** Make a model ready, so that a revision may name it without delay. */
  | ({ readonly kind: 'prepare' } & Edition);

/** The local tempo on the way to an event ÷ the tempo of the piece; null where the network says nothing. */
type TempoRatio = number | null;

/** What the daemon is to play. Ticks are whole. */
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
  /** The daemon's note of this pitch, where it still sounds, ends here, however long it was meant to be. */
  | { readonly kind: 'release'; readonly tick: number; readonly pitch: number; readonly tempoRatio: TempoRatio };

/** What a bar to come is planned to be. */
export interface PlannedBar {
  readonly tick: number;
  readonly ticks: number;
  /** A to H; sections of like music share a letter. */
  readonly section: string;
  readonly chords: readonly { readonly tick: number; readonly name: string }[];
  /** How a phrase ends with this bar. */
  readonly cadence: 'none' | 'half' | 'authentic' | 'final';
  /** Where the earlier bar begins that it takes up; null for none. */
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
  /** Of a revision that ends: nothing comes at this tick or behind it, up to which the last notes sound. */
  | { readonly kind: 'ends'; readonly revision: number; readonly tick: number }
  /** What is planned from the bar in hand on, in place of all that was planned before. */
  | { readonly kind: 'planned'; readonly bars: readonly PlannedBar[] }
  | ({ readonly kind: 'prepared' } & Edition)
  /** The model cannot be used; `reason` is one line for the user. */
  | ({ readonly kind: 'refused'; readonly reason: string } & Edition);

/** What continues music. Implemented by a network in a worker; answers come later, as messages. */
export interface Composer {
  request(request: ComposerRequest): void;
}
