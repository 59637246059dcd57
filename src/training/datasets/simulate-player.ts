import type { PlacedEvent } from '../../encoding/piano/event-rows.js';
import { STEPS_PER_BEAT } from '../../encoding/shared/grid.js';
import { asOnePiano, hasOwnPart } from '../../encoding/piano/player-part.js';
import { PEDAL_DOWN_ID, PLAYER_ID, absentIn } from '../../encoding/piano/piano-schema.js';
import { eventsOf, relaid } from '../../encoding/piano/relay-rows.js';
import type { EventSequence } from '../../model/event-schema.js';
import { nextInt, type RandomSource } from '../../shared/random-source.js';

/** Which events are the player's. */
type PartOf = (event: PlacedEvent) => boolean;

/** Maximum lateness of a person's onset in steps: 0–30 ms at about 100 bpm. */
const LATEST_STEPS = 2;
/** The player's tempo drifts: up to this many steps before or after the beat … */
const WIDEST_DRIFT = 4;
/** … changing by a step this often, in beats. */
const DRIFT_BEATS = 2;
/** Lengths of the turns of player and daemon, in beats. */
const SPANS = [4, 8, 16, 32];
/**
 * Share of passes in which a song's voice is a player's part, for a model that listens to players; otherwise everything
 * is one piano.
 */
const OWN_PART_SHARE = 0.8;
/** Width of a register that is the player's, semitones. */
const REGISTER = 24;

const isKey = ({ what }: PlacedEvent): boolean => what < PEDAL_DOWN_ID;

const middlePitch = (events: readonly PlacedEvent[]): number => {
  const pitches = events
    .filter(isKey)
    .map(({ what }) => what)
    .sort((a, b) => a - b);
  return pitches.at(pitches.length >> 1) ?? 60;
};

/** One hand: what lies above or below a pitch near the middle. */
const hand = (events: readonly PlacedEvent[], random: RandomSource): PartOf => {
  const split = middlePitch(events) - 4 + nextInt(random, 9);
  const isUpper = random.next() < 0.5;
  return (event) => isKey(event) && event.what >= split === isUpper;
};

/** Two octaves around a pitch that is struck. */
const register = (events: readonly PlacedEvent[], random: RandomSource): PartOf => {
  const lowest = events[nextInt(random, events.length)].what - REGISTER / 2;
  return (event) => isKey(event) && event.what >= lowest && event.what < lowest + REGISTER;
};

/** Alternating, as in call and response. */
const turns = (_events: readonly PlacedEvent[], random: RandomSource): PartOf => {
  const span = SPANS[nextInt(random, SPANS.length)] * STEPS_PER_BEAT;
  const first = nextInt(random, 2);
  return ({ step }) => (Math.floor(step / span) + first) % 2 === 0;
};

/** The music's own part besides the piano. */
const ownPart: PartOf = ({ who }) => who === PLAYER_ID;

const KINDS = [hand, register, turns];

/** Adds human timing to the part: spread chords, slightly late, with a drifting beat. It has no tempo values. */
const humanise = (events: readonly PlacedEvent[], isPlayers: PartOf, random: RandomSource): PlacedEvent[] => {
  let drift = 0;
  let driftUntil = 0;
  return events.map((event) => {
    if (!isPlayers(event)) return event;
    while (event.step >= driftUntil) {
      drift = Math.max(-WIDEST_DRIFT, Math.min(WIDEST_DRIFT, drift + nextInt(random, 3) - 1));
      driftUntil += DRIFT_BEATS * STEPS_PER_BEAT;
    }
    const step = Math.max(0, event.step + drift + nextInt(random, LATEST_STEPS + 1));
    return { ...event, step, who: PLAYER_ID, tempo: absentIn('tempo') };
  });
};

/**
 * The same music with a part given as a live player's: a hand, a register, or alternating spans. Rows are in playing
 * order.
 */
export const withPlayerPart = (sequence: EventSequence, random: RandomSource): EventSequence => {
  const events = eventsOf(sequence);
  if (events.length === 0) return sequence;
  const isPlayers = KINDS[nextInt(random, KINDS.length)](events, random);
  return relaid(sequence, humanise(events, isPlayers, random));
};

/**
 * Training music with a player's part in `share` of it. A song has its own such part, usually with human timing; for a
 * model that does not listen to players it belongs to the piano.
 */
export const withParts = (
  sequence: EventSequence,
  { share, hearsPlayer }: { readonly share: number; readonly hearsPlayer: boolean },
  random: RandomSource,
): EventSequence => {
  if (!hasOwnPart(sequence)) return random.next() < share ? withPlayerPart(sequence, random) : sequence;
  return hearsPlayer && random.next() < OWN_PART_SHARE
    ? relaid(sequence, humanise(eventsOf(sequence), ownPart, random))
    : asOnePiano(sequence);
};

/**
 * Music in which one hand, or the voice of a song, is a player's, given in several ways to measure what the network
 * gains from it.
 */
export interface ListeningTest {
  /** As written. */
  readonly exact: EventSequence;
  /** With human timing. */
  readonly humanised: EventSequence;
  /** As written, but with player's notes from half the piece away. */
  readonly shuffled: EventSequence;
  /** The daemon's part alone. */
  readonly alone: EventSequence;
}

/** The notes from half the part's length away, at the original onsets. */
const elsewhere = (events: readonly PlacedEvent[], isPlayers: PartOf): PlacedEvent[] => {
  const own = events.filter(isPlayers);
  let next = own.length >> 1;
  return events.map((event) => {
    if (!isPlayers(event)) return event;
    const { what, duration, velocity } = own[next++ % own.length];
    return { ...event, what, duration, velocity };
  });
};

/** The four variants of a work with a player's part: its own, or one hand. */
export const listeningTest = (sequence: EventSequence, random: RandomSource): ListeningTest => {
  const events = eventsOf(sequence);
  const isPlayers = hasOwnPart(sequence) ? ownPart : hand(events, random);
  const tagged = (all: readonly PlacedEvent[]): PlacedEvent[] =>
    all.map((event, i) => (isPlayers(events[i]) ? { ...event, who: PLAYER_ID, tempo: absentIn('tempo') } : event));
  return {
    exact: relaid(sequence, tagged(events)),
    humanised: relaid(sequence, humanise(events, isPlayers, random)),
    shuffled: relaid(sequence, tagged(elsewhere(events, isPlayers))),
    alone: relaid(
      sequence,
      events.filter((event) => !isPlayers(event)),
    ),
  };
};
