import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MidiFileError } from '../../../src/music/midi/midi-file-error.js';
import { readMidi } from '../../../src/music/midi/read-midi.js';
import { writeMidi } from '../../../src/music/midi/write-midi.js';
import { pieceNotes } from '../../../src/music/piece-notes.js';
import type { Piece } from '../../../src/music/piece.js';
import { arbitraryPiece } from '../arbitraries.js';
import { ascii, chunk, END_OF_TRACK, fileOf, fileOfChunks, FIVE_NOTES, header, meta, quarter } from '../midi-bytes.js';

const FIVE = chunk('MTrk', [...FIVE_NOTES, ...END_OF_TRACK]);
const UNENDED = chunk('MTrk', FIVE_NOTES);
const withLength = (length: number, data: readonly number[]): number[] => chunk('MTrk', data, length);
const events = [...FIVE_NOTES, ...END_OF_TRACK];
const riff = (data: readonly number[]): number[] => [
  ...ascii('RIFF'),
  84,
  0,
  0,
  0,
  ...ascii('RMIDdata'),
  71,
  0,
  0,
  0,
  ...data,
];

/** What the file is, how many notes it holds, its bytes. The notes are always C D E F G in quarters, once or more. */
const READABLE: readonly [string, number, Uint8Array][] = [
  ['a plain file', 5, fileOfChunks(header(0, 1), FIVE)],
  ['a RIFF RMID wrapper', 5, fileOfChunks(riff([...header(0, 1), ...FIVE]), [0])],
  ['128 bytes of junk before the header', 5, fileOfChunks(new Array<number>(128).fill(0), header(0, 1), FIVE)],
  ['format 3', 5, fileOfChunks(header(3, 1), FIVE)],
  ['format 0 with two tracks', 10, fileOfChunks(header(0, 2), FIVE, FIVE)],
  ['a header of 10 bytes', 5, fileOfChunks(chunk('MThd', [0, 0, 0, 1, 1, 0xe0, 0, 0, 0, 0]), FIVE)],
  ['a header length that lies', 5, fileOfChunks(chunk('MThd', [0, 0, 0, 1, 1, 0xe0], 22), FIVE)],
  ['a header that says 1 track of 2', 5, fileOfChunks(header(1, 1), FIVE, FIVE)],
  ['a header that says 5 tracks of 1', 5, fileOfChunks(header(1, 5), FIVE)],
  ['no tracks at all', 0, fileOfChunks(header(1, 0))],
  ['an alien chunk between tracks', 10, fileOfChunks(header(1, 2), FIVE, chunk('XFIH', ascii('hello')), FIVE)],
  ['an alien chunk before the tracks', 5, fileOfChunks(header(0, 1), chunk('XFKM', ascii('MTrk')), FIVE)],
  ['junk between tracks', 10, fileOfChunks(header(1, 2), FIVE, [1, 2, 3], FIVE)],
  ['a track of length 0', 10, fileOfChunks(header(1, 3), FIVE, chunk('MTrk', []), FIVE)],
  ['no end-of-track', 5, fileOfChunks(header(0, 1), UNENDED)],
  ['no end-of-track before another track', 10, fileOfChunks(header(1, 2), UNENDED, FIVE)],
  ['a track length 1000 too long', 5, fileOfChunks(header(0, 1), withLength(1049, events))],
  ['a track length of 4 GiB', 5, fileOfChunks(header(0, 1), withLength(0xffffffff, events))],
  ['a track length of 4 GiB and a second track', 10, fileOfChunks(header(1, 2), withLength(0xffffffff, events), FIVE)],
  ['a track length that swallows the next track', 10, fileOfChunks(header(1, 2), withLength(106, events), FIVE)],
  ['a track length that cuts the last note', 5, fileOfChunks(header(0, 1), withLength(40, events))],
  ['a track length that cuts the first of two', 10, fileOfChunks(header(1, 2), withLength(17, events), FIVE)],
  [
    'a track length that is right but lacks the end, then one too long',
    10,
    fileOfChunks(header(1, 2), UNENDED, withLength(9999, events)),
  ],
  ['events behind the end of the track', 5, fileOfChunks(header(0, 1), chunk('MTrk', [...events, ...events]))],
  ['zeros behind the end of the track', 5, fileOfChunks(header(0, 1), chunk('MTrk', [...events, 0, 0, 0, 0, 0, 0]))],
  ['a file cut in the last note', 5, fileOfChunks(header(0, 1), chunk('MTrk', FIVE_NOTES.slice(0, -3), 49))],
  ['a file cut in a note-on', 4, fileOfChunks(header(0, 1), chunk('MTrk', FIVE_NOTES.slice(0, -7), 49))],
  ['a text longer than the file', 5, fileOf(FIVE_NOTES, [0, 0xff, 1, 0x83, 0x7f, 1])],
  [
    'a sysex across running status',
    5,
    fileOf([0, 0x90, 60, 64, 0, 0xf0, 3, 1, 2, 0xf7, 96, 60, 0], ...[62, 64, 65, 67].map(quarter)),
  ],
  ['a sysex in F7 packets', 5, fileOf([0, 0xf0, 3, 0x43, 0x12, 0, 10, 0xf7, 2, 0x43, 0xf7], FIVE_NOTES)],
  ['an active sensing byte as event', 5, fileOf([0, 0xfe], FIVE_NOTES, [0, 0xf8])],
  ['system common messages', 5, fileOf([0, 0xf2, 1, 2, 0, 0xf3, 1, 0, 0xf6], FIVE_NOTES)],
  ['a sequence number of no bytes', 5, fileOf(meta(0, []), FIVE_NOTES)],
  ['a key signature in mode 255', 5, fileOf(meta(0x59, [2, 255]), FIVE_NOTES)],
  ['a delta time of 5 bytes', 5, fileOf([0x80, 0x80, 0x80, 0x80, 0, 0xff, 1, 0], FIVE_NOTES)],
  ['other channel messages', 5, fileOf([0, 0xa0, 1, 2, 0, 0xd0, 3, 0, 0xe0, 4, 5, 0, 6, 7], FIVE_NOTES)],
];

const REFUSED: readonly [string, string, Uint8Array][] = [
  ['an empty file', 'The file is empty (byte 0).', new Uint8Array()],
  [
    'a text',
    'Not a MIDI file: it begins with "http" and has no MThd header anywhere (byte 0).',
    Buffer.from('http://a'),
  ],
  [
    'a picture',
    'Not a MIDI file: it begins with ".PNG" and has no MThd header anywhere (byte 0).',
    Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 13, 10),
  ],
  ['four letters', 'Cut-off MIDI header: 14 bytes are needed and 4 are there (byte 4).', Buffer.from('MThd')],
  [
    'a cut header',
    'Cut-off MIDI header: 14 bytes are needed and 11 are there (byte 11).',
    fileOfChunks(header(0, 1).slice(0, 11)),
  ],
  [
    'a header of 4 bytes',
    'Damaged MIDI header: it is 4 bytes long where 6 are needed (byte 4).',
    fileOfChunks(chunk('MThd', [0, 0, 0, 1]), FIVE),
  ],
  ['a header alone', 'No music: the header promises tracks (1), none follows (byte 14).', fileOfChunks(header(0, 1))],
  [
    'a damaged track header',
    'No music: the header promises tracks (1), none follows (byte 14).',
    fileOfChunks(header(0, 1), chunk('mTrk', events)),
  ],
  [
    'tracks that the header denies',
    'Damaged MIDI file: the header says that it has no tracks, yet one begins (byte 14).',
    fileOfChunks(header(0, 0), FIVE),
  ],
  [
    'a track that begins amid an event',
    'Damaged MIDI track: it begins with a data byte where an event must start (byte 23).',
    fileOf([0, 60, 64]),
  ],
];

describe('an odd MIDI file', () => {
  it.each(READABLE)('is read: %s', (_, count, bytes) => {
    const pitches = pieceNotes(readMidi(bytes)).map(({ pitch }) => pitch);
    expect(pitches).toHaveLength(count);
    if (count >= 5) expect([...new Set(pitches)]).toEqual([60, 62, 64, 65, 67]);
  });

  it.each(REFUSED)('is refused with the reason: %s', (_, message, bytes) => {
    expect(() => readMidi(bytes)).toThrow(
      new MidiFileError(message.replace(/ \(byte .*/, ''), Number(/byte (\d+)/.exec(message)?.[1])),
    );
  });
});

const expectSound = (piece: Piece): void => {
  for (const { notes, pedals } of piece.tracks) {
    for (const { tick, durationTicks } of notes) expect(tick >= 0 && durationTicks >= 1).toBe(true);
    expect(notes.length + pedals.length).toBeGreaterThan(0);
  }
  for (const list of [
    ...piece.tracks.map(({ notes }) => notes),
    ...piece.tracks.map(({ pedals }) => pedals),
    piece.tempos,
    piece.meters,
    piece.markers,
  ]) {
    expect(list.every(({ tick }, i) => Number.isInteger(tick) && (i === 0 || tick >= list[i - 1].tick))).toBe(true);
  }
  expect([piece.tempos[0].tick, piece.meters[0].tick]).toEqual([0, 0]);
  expect(readMidi(writeMidi(piece))).toEqual(piece);
};

/** A sound piece that can be written and read again, or the error made for the purpose; nothing else. */
const expectPieceOrRefusal = (bytes: Uint8Array): void => {
  let piece: Piece;
  try {
    piece = readMidi(bytes);
  } catch (error) {
    expect(error).toBeInstanceOf(MidiFileError);
    expect(String(error)).toMatch(/^[\x20-\x7e]+ \(byte \d+\)\.$/);
    return;
  }
  expectSound(piece);
};

const eventLike = fc.oneof(
  fc.tuple(fc.nat(127), fc.integer({ min: 0x80, max: 0x9f }), fc.integer({ min: 58, max: 62 }), fc.nat(127)),
  fc.tuple(fc.constant(0), fc.constant(0xff), fc.constantFrom(0, 1, 3, 6, 0x51, 0x58, 0x59), fc.nat(6), fc.nat(255)),
  fc.array(fc.nat(255), { maxLength: 5 }),
);

const mutation = fc.record({
  kind: fc.constantFrom('set', 'insert', 'remove', 'cut'),
  at: fc.nat(1_000_000),
  byte: fc.oneof(fc.nat(255), fc.constantFrom(0, 0x7f, 0x80, 0xff)),
});

const mutate = (bytes: number[], { kind, at, byte }: { kind: string; at: number; byte: number }): number[] => {
  const place = bytes.length === 0 ? 0 : at % bytes.length;
  if (kind === 'cut') return bytes.slice(0, place);
  return bytes.toSpliced(place, kind === 'insert' ? 0 : 1, ...(kind === 'remove' ? [] : [byte]));
};

describe('any bytes', () => {
  it('are a piece or are refused', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), expectPieceOrRefusal));
  });

  it('are a piece or are refused, behind a header', () => {
    fc.assert(
      fc.property(
        fc.nat(3),
        fc.nat(3),
        fc.nat(0xffff),
        fc.array(fc.array(eventLike, { maxLength: 20 })),
        (format, count, division, tracks) => {
          const chunks = tracks.map((track) => chunk('MTrk', track.flat()));
          expectPieceOrRefusal(fileOfChunks(header(format, count, division), ...chunks));
        },
      ),
      { numRuns: 500 },
    );
  });

  it('are a piece or are refused when a good file is damaged', () => {
    fc.assert(
      fc.property(arbitraryPiece, fc.array(mutation, { minLength: 1, maxLength: 6 }), (piece, mutations) => {
        expectPieceOrRefusal(Uint8Array.from(mutations.reduce(mutate, [...writeMidi(piece)])));
      }),
      { numRuns: 500 },
    );
  });
});

describe('a file made to exhaust the reader', () => {
  const MEGABYTE = 1 << 20;
  const repeat = (part: readonly number[], bytes: number): number[] =>
    Array.from({ length: Math.floor(bytes / part.length) }, () => part).flat();
  const struck = repeat([0, 60, 64], MEGABYTE / 2);

  const BOMBS: readonly [string, readonly number[]][] = [
    [
      'of one key struck 170,000 times, then let go as often',
      [...header(0, 1), ...chunk('MTrk', [0, 0x90, 60, 64, ...struck, ...repeat([1, 60, 0], MEGABYTE / 2)])],
    ],
    ['of track headers alone', [...header(1, 0xffff), ...repeat(chunk('MTrk', []), MEGABYTE)]],
    ['of track headers that say 4 GiB', [...header(1, 0xffff), ...repeat(chunk('MTrk', [0], 0xffffffff), MEGABYTE)]],
    [
      'of track headers that say the rest of the file',
      [...header(1, 0xffff), ...repeat(chunk('MTrk', [0, 0xff], MEGABYTE / 2), MEGABYTE)],
    ],
    ['of alien chunks', [...header(1, 0xffff), ...repeat(chunk('XXXX', []), MEGABYTE)]],
    ['of the letter M', [...header(1, 0xffff), ...repeat(ascii('MTr'), MEGABYTE)]],
    ['of tempo changes', [...header(0, 1), ...chunk('MTrk', repeat([1, 0xff, 0x51, 3, 1, 2, 3], MEGABYTE))]],
    ['of endless delta time', [...header(0, 1), ...chunk('MTrk', repeat([0xff], MEGABYTE))]],
    ['of one long name', [...header(0, 1), ...chunk('MTrk', [0, 0xff, 3, 0xc0, 0x80, 0, ...repeat([0xe9], MEGABYTE)])]],
  ];

  it.each(BOMBS)('is done with in a second and 100 MB: %s', (_, bytes) => {
    const file = Uint8Array.from(bytes);
    const memoryBefore = process.memoryUsage().rss;
    const cpuBefore = process.cpuUsage();
    try {
      readMidi(file);
    } catch (error) {
      expect(error).toBeInstanceOf(MidiFileError);
    }
    // Processor time: other programs' share of the machine is not the reader's.
    expect(process.cpuUsage(cpuBefore).user / 1e3).toBeLessThan(1000);
    expect(process.memoryUsage().rss - memoryBefore).toBeLessThan(100 * MEGABYTE);
  });
});
