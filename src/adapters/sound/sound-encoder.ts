import { createOggEncoder } from 'wasm-media-encoders';
import type { SoundFormat } from './sound-format.js';
import type { StereoBlock } from './synthesize.js';

/** Turns sound into the bytes of a file: head, one piece for each block, end. */
export interface SoundEncoder {
  head(): Uint8Array;
  block(block: StereoBlock): Uint8Array;
  end(): Uint8Array;
}

const NOTHING = new Uint8Array(0);
const CHANNELS = 2;
const SAMPLE_BYTES = 2;
const HEADER_BYTES = 44;
const LOUDEST_SAMPLE = 32_767;
/** Ogg Vorbis, -1 to 10; 6 is about 190 kbit a second. */
const OGG_QUALITY = 6;
/** Any number will do, but a random one would make two equal pieces differ. */
const OGG_SERIAL = 1;

/** RIFF WAVE, 16-bit PCM (Microsoft, "Multimedia Programming Interface and Data Specifications 1.0", 1991). */
const wavHeader = (frames: number, sampleRate: number): Uint8Array => {
  const view = new DataView(new ArrayBuffer(HEADER_BYTES));
  const text = (at: number, id: string): void => {
    for (let i = 0; i < id.length; i++) view.setUint8(at + i, id.charCodeAt(i));
  };
  const frameBytes = CHANNELS * SAMPLE_BYTES;
  text(0, 'RIFF');
  view.setUint32(4, HEADER_BYTES - 8 + frames * frameBytes, true);
  text(8, 'WAVEfmt ');
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true);
  view.setUint16(22, CHANNELS, true);
  view.setUint32(24, sampleRate, true);
  view.setUint32(28, sampleRate * frameBytes, true);
  view.setUint16(32, frameBytes, true);
  view.setUint16(34, SAMPLE_BYTES * 8, true);
  text(36, 'data');
  view.setUint32(40, frames * frameBytes, true);
  return new Uint8Array(view.buffer);
};

const pcm16 = ([left, right]: StereoBlock): Uint8Array => {
  const view = new DataView(new ArrayBuffer(left.length * CHANNELS * SAMPLE_BYTES));
  const put = (index: number, value: number): void =>
    view.setInt16(index * SAMPLE_BYTES, Math.round(Math.min(Math.max(value, -1), 1) * LOUDEST_SAMPLE), true);
  left.forEach((value, i) => put(CHANNELS * i, value));
  right.forEach((value, i) => put(CHANNELS * i + 1, value));
  return new Uint8Array(view.buffer);
};

const oggEncoder = async (sampleRate: number): Promise<SoundEncoder> => {
  const encoder = await createOggEncoder();
  encoder.configure({ channels: CHANNELS, sampleRate, vbrQuality: OGG_QUALITY, oggSerialNo: OGG_SERIAL });
  // what the encoder gives is its own memory, which it uses again
  return {
    head: () => NOTHING,
    block: (block) => encoder.encode(block).slice(),
    end: () => encoder.finalize().slice(),
  };
};

/** An encoder for `frames` frames in all. */
export const soundEncoder = async (format: SoundFormat, frames: number, sampleRate: number): Promise<SoundEncoder> =>
  format === 'ogg'
    ? oggEncoder(sampleRate)
    : { head: () => wavHeader(frames, sampleRate), block: pcm16, end: () => NOTHING };
