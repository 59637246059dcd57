import type { Marker, MeterChange, TempoChange } from '../piece.js';
import type { MidiTrack, TrackEvent } from './track-event.js';
import { pieceTick, type Placement } from './voices.js';

/** A track and where it stands in the piece. */
export interface PlacedTrack {
  readonly track: MidiTrack;
  readonly placement: Placement;
}

/** What a MIDI file means by saying nothing. */
const DEFAULT_BPM = 120;
const DEFAULT_METER = { numerator: 4, denominator: 4 };

/** Sorted by tick; of several changes at one tick the last one counts. */
const settle = <T extends { readonly tick: number }>(changes: readonly T[]): readonly T[] =>
  changes.toSorted((a, b) => a.tick - b.tick).filter((change, i, sorted) => change.tick !== sorted[i + 1]?.tick);

/** Every sequence starts afresh with `initial`; tracks that sound together all start at tick 0. */
const changesOf = <T extends { readonly tick: number }>(
  placed: readonly PlacedTrack[],
  initial: (tick: number) => T,
  read: (event: TrackEvent, tick: number) => T | undefined,
): readonly T[] => {
  const starts = new Set(placed.map(({ placement }) => pieceTick(0, placement)));
  const changes = placed.flatMap(({ track, placement }) =>
    track.events.flatMap((event) => read(event, pieceTick(event.tick, placement)) ?? []),
  );
  return settle([...[0, ...starts].map(initial), ...changes]);
};

/** The tempo map of all tracks. A file that counts real time keeps 120, whatever its tempo events say. */
export const readTempos = (placed: readonly PlacedTrack[]): readonly TempoChange[] =>
  changesOf(
    placed,
    (tick) => ({ tick, bpm: DEFAULT_BPM }),
    (event, tick) =>
      event.kind === 'tempo' && !placed[0].placement.division.isRealTime
        ? { tick, bpm: 60_000_000 / event.quarterMicroseconds }
        : undefined,
  );

/** The metre map of all tracks. */
export const readMeters = (placed: readonly PlacedTrack[]): readonly MeterChange[] =>
  changesOf(
    placed,
    (tick) => ({ tick, ...DEFAULT_METER }),
    (event, tick) =>
      event.kind === 'meter' ? { tick, numerator: event.numerator, denominator: event.denominator } : undefined,
  );

/** The markers of all tracks, sorted by tick. */
export const readMarkers = (placed: readonly PlacedTrack[]): readonly Marker[] =>
  placed
    .flatMap(({ track, placement }) =>
      track.events.flatMap((event) =>
        event.kind === 'marker' ? [{ tick: pieceTick(event.tick, placement), text: event.text }] : [],
      ),
    )
    .sort((a, b) => a.tick - b.tick);
