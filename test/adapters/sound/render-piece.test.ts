import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import type { BasicSoundBank } from 'spessasynth_core';
import { renderPiece } from '../../../src/adapters/sound/render-piece.js';
import { readSoundFont } from '../../../src/adapters/sound/sound-font.js';
import type { SoundFormat } from '../../../src/adapters/sound/sound-format.js';
import type { ChannelMessage } from '../../../src/music/midi/channel-messages.js';
import { LAST_TICK } from '../../../src/music/midi/division.js';
import { PPQ, type Note, type Piece } from '../../../src/music/piece.js';

const RATE = 44_100;
const HEADER_BYTES = 44;
const FRAME_BYTES = 4;
const file = (name: string): string => fileURLToPath(new URL(`../../../${name}`, import.meta.url));

let piano: BasicSoundBank;
beforeAll(async () => {
  piano = await readSoundFont(file('web/sound/piano.sf3'));
});

/** Notes at 120 bpm, so that a quarter note lasts half a second. */
const pieceOf = (notes: readonly Partial<Note>[], program = 0): Piece => ({
  title: '',
  tracks: [
    {
      name: '',
      program,
      notes: notes.map((note) => ({ tick: 0, durationTicks: PPQ, pitch: 69, velocity: 80, channel: 0, ...note })),
      pedals: [],
    },
  ],
  tempos: [{ tick: 0, bpm: 120 }],
  meters: [{ tick: 0, numerator: 4, denominator: 4 }],
  markers: [],
});

const render = async (
  piece: Piece,
  format: SoundFormat = 'wav',
  bank = piano,
  messages: readonly ChannelMessage[] = [],
) => {
  const written: Uint8Array[] = [];
  const facts = await renderPiece({ piece, messages }, bank, { format, sampleRate: RATE }, async (bytes) =>
    written.push(bytes),
  );
  return { ...facts, bytes: Buffer.concat(written) };
};

/** All samples of a WAV file, -1 to 1, left and right in turn. */
const samplesOf = (bytes: Buffer): Float64Array =>
  Float64Array.from(
    { length: (bytes.length - HEADER_BYTES) / 2 },
    (_, i) => bytes.readInt16LE(HEADER_BYTES + i * 2) / 32_768,
  );

const leftOf = (bytes: Buffer): Float64Array => samplesOf(bytes).filter((_, i) => i % 2 === 0);

const loudestOf = (samples: Float64Array): number =>
  samples.reduce((peak, value) => Math.max(peak, Math.abs(value)), 0);

/** Hertz of a tone: the lag, between 2 and 12 ms, at which it is most like itself. */
const frequencyOf = (tone: Float64Array): number => {
  const likeness = (lag: number): number => {
    let sum = 0;
    for (let i = 0; i + lag < tone.length; i++) sum += (tone[i] ?? 0) * (tone[i + lag] ?? 0);
    return sum / (tone.length - lag);
  };
  let best = Math.round(RATE * 0.002);
  for (let lag = best; lag < RATE * 0.012; lag++) if (likeness(lag) > likeness(best)) best = lag;
  return RATE / best;
};

describe('a rendered piece', () => {
  it('is a WAV file with a note of the right pitch at the right time', async () => {
    const { bytes, frames } = await render(pieceOf([{ tick: 2 * PPQ, pitch: 57 }]));
    expect(bytes.toString('latin1', 0, 4) + bytes.toString('latin1', 8, 16)).toBe('RIFFWAVEfmt ');
    expect(bytes.readUInt32LE(4)).toBe(bytes.length - 8);
    expect(bytes.readUInt32LE(40)).toBe(bytes.length - HEADER_BYTES);
    expect(bytes.length - HEADER_BYTES).toBe(frames * FRAME_BYTES);
    expect([bytes.readUInt16LE(22), bytes.readUInt32LE(24), bytes.readUInt16LE(34)]).toEqual([2, RATE, 16]);
    const left = leftOf(bytes);
    expect(loudestOf(left.subarray(0, RATE))).toBe(0);
    expect(loudestOf(left.subarray(RATE, RATE + RATE * 0.02))).toBeGreaterThan(0.02);
    expect(frequencyOf(left.subarray(RATE * 1.1, RATE * 1.2)) / 220).toBeCloseTo(1, 1);
  });

  it('is brought to full loudness, and the same each time', async () => {
    const soft = await render(pieceOf([{ velocity: 40 }]));
    const chord = Array.from({ length: 30 }, (_, i) => ({ pitch: 40 + i, velocity: 127 }));
    const loud = await render(pieceOf(chord));
    const again = await render(pieceOf(chord));
    expect(loudestOf(samplesOf(loud.bytes))).toBeCloseTo(10 ** (-1 / 20), 3);
    expect(soft.gain).toBeGreaterThan(loud.gain);
    expect(again.bytes.equals(loud.bytes)).toBe(true);
  });

  it('rings on, but not for ever', async () => {
    const held = pieceOf([{}]);
    const [track] = held.tracks;
    if (!track) throw new Error();
    const pedalled = { ...held, tracks: [{ ...track, pedals: [{ tick: 0, channel: 0, value: 127 }] }] };
    const dry = await render(held);
    const wet = await render(pedalled);
    expect(dry.frames / RATE).toBeGreaterThan(0.5);
    expect(wet.frames).toBeGreaterThan(dry.frames);
    expect(wet.frames / RATE).toBeLessThan(0.5 + 5.1);
  });

  it('plays other instruments on the piano where the SoundFont has no others', async () => {
    const { bytes } = await render(pieceOf([{}], 40));
    expect(frequencyOf(leftOf(bytes).subarray(4410, 8820)) / 440).toBeCloseTo(1, 1);
  });

  it('follows bends and volume from where they stand, and programs without losing the note', async () => {
    const notes = [{ durationTicks: 2 * PPQ }, { tick: 2 * PPQ, durationTicks: 2 * PPQ }];
    const { bytes, frames } = await render(pieceOf(notes), 'wav', piano, [
      { kind: 'controller', tick: 0, channel: 0, controller: 7, value: 100 },
      { kind: 'controller', tick: 2 * PPQ, channel: 0, controller: 7, value: 50 },
      { kind: 'bend', tick: 2 * PPQ, channel: 0, value: 16_383 },
      { kind: 'bend', tick: 200_000_000, channel: 0, value: 8192 },
    ]);
    const left = leftOf(bytes);
    const first = left.subarray(RATE * 0.1, RATE * 0.3);
    const second = left.subarray(RATE * 1.1, RATE * 1.3);
    expect(frequencyOf(first) / 440).toBeCloseTo(1, 1);
    expect(frequencyOf(second) / frequencyOf(first)).toBeCloseTo(2 ** (2 / 12), 1);
    expect(20 * Math.log10(loudestOf(second) / loudestOf(first))).toBeCloseTo(-12, -0.5);
    expect(frames / RATE).toBeLessThan(8);
  });

  it('is an Ogg Vorbis file of the same length too', async () => {
    const piece = pieceOf([{}, { tick: 4 * PPQ }]);
    const { bytes, frames } = await render(piece, 'ogg');
    expect(bytes.toString('latin1', 0, 4)).toBe('OggS');
    expect(bytes.toString('latin1', 29, 35)).toBe('vorbis');
    const lastPage = bytes.lastIndexOf('OggS');
    expect(Number(bytes.readBigUInt64LE(lastPage + 6))).toBe(frames); // the granule position counts frames
    expect((await render(piece, 'ogg')).bytes.equals(bytes)).toBe(true);
  });

  it('refuses music of several days', async () => {
    await expect(render(pieceOf([{ tick: 200_000_000 }]))).rejects.toMatchObject({ code: 'RENDER_TOO_LONG' });
  });

  it('refuses fast music that leaves no tick for its sound to die away', async () => {
    const fast = [{ tick: 0, bpm: 2000 }];
    const piece = { ...pieceOf([{}, { tick: LAST_TICK - 1, durationTicks: 1 }]), tempos: fast };
    await expect(render(piece)).rejects.toMatchObject({ code: 'RENDER_TOO_LONG' });
  });

  it('lets the last note die away in seconds, however fast the tempo is', async () => {
    const { frames } = await render({ ...pieceOf([{}]), tempos: [{ tick: 0, bpm: 60_000_000 }] });
    expect(frames / RATE).toBeGreaterThan(0);
    expect(frames / RATE).toBeLessThan(6);
  });
});

describe('a SoundFont', () => {
  it('that is none, or not there, is named with what to do', async () => {
    await expect(readSoundFont(file('package.json'))).rejects.toThrow(/package[.]json.*--soundfont/);
    await expect(readSoundFont(file('nowhere.sf2'))).rejects.toThrow(/no such file/);
    await expect(readSoundFont(file('src'))).rejects.toMatchObject({ code: 'SOUNDFONT_UNREADABLE' });
  });
});
