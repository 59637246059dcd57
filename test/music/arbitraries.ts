import fc from 'fast-check';
import type { Marker, MeterChange, Note, PedalEvent, Piece, TempoChange, Track } from '../../src/music/piece.js';
import { cleanText } from '../../src/music/midi/text.js';

/*
 * Pieces that a MIDI file can hold, in the sense of `writeMidi`: what is written comes back the same. Small ticks
 * are frequent, so that notes touch, overlap and fall together.
 */

const tick = fc.oneof({ weight: 4, arbitrary: fc.nat(2000) }, { weight: 1, arbitrary: fc.nat(5_000_000) });
const durationTicks = fc.oneof(fc.integer({ min: 1, max: 500 }), fc.integer({ min: 1, max: 100_000 }));

/** Printable, trimmed; every script of Unicode. */
export const arbitraryText = fc.string({ unit: 'grapheme', maxLength: 12 }).map((text) => cleanText(text));

/** One key struck on a channel. */
export const arbitraryNote = (channel: number): fc.Arbitrary<Note> =>
  fc.record({
    tick,
    durationTicks,
    pitch: fc.oneof(fc.integer({ min: 60, max: 62 }), fc.integer({ min: 0, max: 127 })),
    velocity: fc.integer({ min: 1, max: 127 }),
    channel: fc.constant(channel),
  });

const byTickThenPitch = (a: Note, b: Note): number => a.tick - b.tick || a.pitch - b.pitch;

/** Sorted, and lengthened where needed so that of two notes of one pitch the earlier does not end after the later. */
export const endInOrder = (notes: readonly Note[]): readonly Note[] => {
  const lastEnd = new Map<number, number>();
  return notes.toSorted(byTickThenPitch).map((note) => {
    const end = Math.max(note.tick + note.durationTicks, lastEnd.get(note.pitch) ?? 0);
    lastEnd.set(note.pitch, end);
    return { ...note, durationTicks: end - note.tick };
  });
};

const arbitraryPedal = (channel: number): fc.Arbitrary<PedalEvent> =>
  fc.record({ tick, channel: fc.constant(channel), value: fc.integer({ min: 0, max: 127 }) });

/** A voice on one channel, with at least a note or a pedal move. */
export const arbitraryTrack: fc.Arbitrary<Track> = fc
  .integer({ min: 0, max: 15 })
  .chain((channel) =>
    fc.record({
      name: arbitraryText,
      program: fc.integer({ min: 0, max: 127 }),
      notes: fc.array(arbitraryNote(channel), { maxLength: 20 }).map(endInOrder),
      pedals: fc
        .array(arbitraryPedal(channel), { maxLength: 8 })
        .map((pedals) => pedals.toSorted((a, b) => a.tick - b.tick)),
    }),
  )
  .filter(({ notes, pedals }) => notes.length + pedals.length > 0);

/** A map with an entry at tick 0 and no two at one tick. */
const changes = <T extends object>(value: fc.Arbitrary<T>): fc.Arbitrary<(T & { tick: number })[]> =>
  fc
    .tuple(value, fc.uniqueArray(fc.tuple(fc.integer({ min: 1, max: 50_000 }), value), { selector: ([at]) => at }))
    .map(([first, later]) => [
      { ...first, tick: 0 },
      ...later.map(([at, change]) => ({ ...change, tick: at })).sort((a, b) => a.tick - b.tick),
    ]);

/** Tempos of whole microseconds per quarter, the slowest and fastest included. */
export const arbitraryTempos: fc.Arbitrary<readonly TempoChange[]> = changes(
  fc
    .oneof(fc.integer({ min: 200_000, max: 2_000_000 }), fc.integer({ min: 1, max: 0xffffff }))
    .map((quarterMicroseconds) => ({ bpm: 60_000_000 / quarterMicroseconds })),
);

/** Metres up to 255 beats, of whole notes down to 128ths. */
export const arbitraryMeters: fc.Arbitrary<readonly MeterChange[]> = changes(
  fc.record({
    numerator: fc.oneof(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 255 })),
    denominator: fc.integer({ min: 0, max: 7 }).map((power) => 2 ** power),
  }),
);

const arbitraryMarkers: fc.Arbitrary<readonly Marker[]> = fc
  .array(fc.record({ tick, text: arbitraryText.filter((text) => text !== '') }), { maxLength: 5 })
  .map((markers) => markers.toSorted((a, b) => a.tick - b.tick));

/** Any piece that comes back the same from a MIDI file. */
export const arbitraryPiece: fc.Arbitrary<Piece> = fc.record({
  title: arbitraryText,
  tracks: fc.array(arbitraryTrack, { maxLength: 4 }),
  tempos: arbitraryTempos,
  meters: arbitraryMeters,
  markers: arbitraryMarkers,
});
