import type { BasicSoundBank } from 'spessasynth_core';
import { soundEncoder } from './sound-encoder.js';
import type { SoundFormat } from './sound-format.js';
import { secondsOf, synthesize, type Score, type StereoBlock } from './synthesize.js';

/** What happens while a piece is rendered. */
export interface RenderWatcher {
  readonly signal?: AbortSignal;
  /** Told after each block of how much of the work is done, frames of two passes. */
  readonly onProgress?: (done: number, total: number) => void;
}

export interface RenderOptions {
  readonly format: SoundFormat;
  /** Frames a second. */
  readonly sampleRate: number;
}

/** What became of a piece. */
export interface RenderFacts {
  readonly frames: number;
  /** How much louder the piece was made, or softer below 1. */
  readonly gain: number;
}

/** The loudest sample, at -1 dB below full scale, leaves room for what lies between two samples. */
const TARGET_PEAK = 10 ** (-1 / 20);
/** +18 dB: pianissimo becomes well audible, and no noise. */
const MOST_GAIN = 8;

const peakOf = (peak: number, [left, right]: StereoBlock): number => {
  for (const channel of [left, right]) for (const value of channel) peak = Math.max(peak, Math.abs(value));
  return peak;
};

/**
 * Writes the sound of a piece, by `write`, in the order of the file. It is computed twice, first to learn its length
 * and how loud it gets, so that an hour of music takes no more memory than a second.
 */
export const renderPiece = async (
  score: Score,
  bank: BasicSoundBank,
  { format, sampleRate }: RenderOptions,
  write: (bytes: Uint8Array) => Promise<unknown>,
  { signal, onProgress }: RenderWatcher = {},
): Promise<RenderFacts> => {
  let frames = 0;
  let peak = 0;
  let written = 0;
  const expected = 2 * Math.round(secondsOf(score) * sampleRate);
  const advance = (): void => onProgress?.(Math.min(frames + written, expected), expected);
  for await (const block of synthesize(score, bank, sampleRate)) {
    signal?.throwIfAborted();
    frames += block[0].length;
    peak = peakOf(peak, block);
    advance();
  }
  const gain = peak > 0 ? Math.min(TARGET_PEAK / peak, MOST_GAIN) : 1;
  const encoder = await soundEncoder(format, frames, sampleRate);
  await write(encoder.head());
  for await (const [left, right] of synthesize(score, bank, sampleRate)) {
    signal?.throwIfAborted();
    await write(encoder.block([left.map((value) => value * gain), right.map((value) => value * gain)]));
    written += left.length;
    advance();
  }
  await write(encoder.end());
  return { frames, gain };
};
