import fc from 'fast-check';
import type { Note, PedalEvent, Piece } from '../../src/music/piece.js';

const note = fc.record({
  tick: fc.integer({ min: 0, max: 20_000 }),
  durationTicks: fc.integer({ min: 1, max: 4_000 }),
  pitch: fc.integer({ min: 21, max: 108 }),
  velocity: fc.integer({ min: 1, max: 127 }),
  channel: fc.constantFrom(0, 1, 9),
});

const pedal = fc.record({
  tick: fc.integer({ min: 0, max: 20_000 }),
  channel: fc.constantFrom(0, 1),
  value: fc.integer({ min: 0, max: 127 }),
});

const tempo = fc.record({
  tick: fc.integer({ min: 1, max: 20_000 }),
  bpm: fc.double({ min: 40, max: 200, noNaN: true }),
});

const signature = fc.constantFrom([4, 4], [3, 4], [6, 8], [3, 8], [2, 2], [1, 4]);

const byTick = <T extends { readonly tick: number }>(items: readonly T[]): T[] =>
  [...items].sort((a, b) => a.tick - b.tick);

const track = (notes: readonly Note[], pedals: readonly PedalEvent[]) => ({
  name: '',
  program: 0,
  notes: [...notes].sort((a, b) => a.tick - b.tick || a.pitch - b.pitch),
  pedals: byTick(pedals),
});

/** Pieces of up to 40 notes at any tick, some off the grid, some struck together, in one metre, with any tempo map. */
export const randomPiece: fc.Arbitrary<Piece> = fc
  .record({
    notes: fc.array(note, { minLength: 1, maxLength: 40 }),
    pedals: fc.array(pedal, { maxLength: 10 }),
    bpm: fc.double({ min: 40, max: 200, noNaN: true }),
    tempos: fc.uniqueArray(tempo, { maxLength: 5, selector: ({ tick }) => tick }),
    signature,
  })
  .map(({ notes, pedals, bpm, tempos, signature: [numerator, denominator] }) => ({
    title: '',
    tracks: [track(notes.slice(0, 20), pedals), track(notes.slice(20), [])],
    tempos: [{ tick: 0, bpm }, ...byTick(tempos)],
    meters: [{ tick: 0, numerator, denominator }],
    markers: [],
  }));

/** A piece of one track at one tempo, from what differs from a default note: a quarter of middle C at velocity 64. */
export const pieceOf = (
  notes: readonly Partial<Note>[],
  rest: { readonly pedals?: readonly PedalEvent[] } & Partial<Pick<Piece, 'tempos' | 'meters'>> = {},
): Piece => ({
  title: '',
  tracks: [
    track(
      notes.map((given) => ({ tick: 0, durationTicks: 480, pitch: 60, velocity: 64, channel: 0, ...given })),
      rest.pedals ?? [],
    ),
  ],
  tempos: rest.tempos ?? [{ tick: 0, bpm: 120 }],
  meters: rest.meters ?? [{ tick: 0, numerator: 4, denominator: 4 }],
  markers: [],
});
