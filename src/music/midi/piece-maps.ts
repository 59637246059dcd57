import type { Marker, MeterChange, TempoChange } from '../piece.js';
import type { MidiTrack, TrackEvent } from './track-event.js';
import { pieceTick, type Placement } from './voices.js';

/** A track and its place in the piece. */
export interface PlacedTrack {
  readonly track: MidiTrack;
  readonly placement: Placement;
}

/** Defaults of the MIDI file standard. */
const DEFAULT_BPM = 120;
const DEFAULT_METER = { numerator: 4, denominator: 4 };

/** Sorted by tick; the last of several changes at one tick counts. */
const resolveSettings = <T extends { readonly tick: number }>(changes: readonly T[]): readonly T[] =>
  changes.toSorted((a, b) => a.tick - b.tick).filter((change, i, sorted) => change.tick !== sorted[i + 1]?.tick);

/** The events of one kind in all tracks, with their ticks in the piece, track by track. */
const eventsOf = <K extends TrackEvent['kind']>(placed: readonly PlacedTrack[], kind: K) =>
  placed.flatMap(({ track, placement }) =>
    track.events
      .filter((event): event is Extract<TrackEvent, { kind: K }> => event.kind === kind)
      .map((event) => ({ tick: pieceTick(event.tick, placement), event })),
  );

/** Where a map restarts: at tick 0 and, in format 2, with every sequence. */
const startsOf = (placed: readonly PlacedTrack[]): readonly number[] => [
  ...new Set([0, ...placed.map(({ placement }) => pieceTick(0, placement))]),
];

/** The tempo map of all tracks. A file that counts real time keeps 120, whatever its tempo events say. */
export const readTempos = (placed: readonly PlacedTrack[]): readonly TempoChange[] => {
  const initial = startsOf(placed).map((tick) => ({ tick, bpm: DEFAULT_BPM }));
  const inTicks = placed.filter(({ placement }) => !placement.division.isRealTime);
  const changes = eventsOf(inTicks, 'tempo').map(({ tick, event }) => ({
    tick,
    bpm: 60_000_000 / event.quarterMicroseconds,
  }));
  return resolveSettings([...initial, ...changes]);
};

/** The metre map of all tracks. */
export const readMeters = (placed: readonly PlacedTrack[]): readonly MeterChange[] => {
  const initial = startsOf(placed).map((tick) => ({ tick, ...DEFAULT_METER }));
  const changes = eventsOf(placed, 'meter').map(({ tick, event: { numerator, denominator } }) => ({
    tick,
    numerator,
    denominator,
  }));
  return resolveSettings([...initial, ...changes]);
};

/** The markers of all tracks, sorted by tick. */
export const readMarkers = (placed: readonly PlacedTrack[]): readonly Marker[] =>
  eventsOf(placed, 'marker')
    .map(({ tick, event }) => ({ tick, text: event.text }))
    .sort((a, b) => a.tick - b.tick);
