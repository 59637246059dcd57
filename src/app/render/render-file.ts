import { open, readFile, type FileHandle } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { playableWith } from '../../adapters/sound/playable.js';
import { renderPiece } from '../../adapters/sound/render-piece.js';
import { readSoundFont } from '../../adapters/sound/sound-font.js';
import { formatOf, type SoundFormat } from '../../adapters/sound/sound-format.js';
import type { Score } from '../../adapters/sound/synthesize.js';
import { readChannelMessages } from '../../music/midi/channel-messages.js';
import { readMidi } from '../../music/midi/read-midi.js';
import { DaemonError } from '../../shared/error.js';
import { freeOutput } from '../output/output-files.js';
import { writeOutputStream } from '../output/write-output.js';
import type { RunContext } from '../run-context.js';
import type { RenderOptions } from './render-options.js';

/** The piano that comes with the program, at the same depth above src and dist. */
const PIANO = fileURLToPath(new URL('../../../web/sound/piano.sf3', import.meta.url));

/** What became of a file. */
export interface RenderReport {
  readonly output: string;
  readonly format: SoundFormat;
  readonly sampleRate: number;
  /** Length of the sound. */
  readonly seconds: number;
  /** How much louder it was made, dB. */
  readonly gainDb: number;
  readonly tookSeconds: number;
  /** What of the music the SoundFont cannot play as it is written. */
  readonly remarks: readonly string[];
}

/** What is to be heard cannot be read. */
class RenderSourceError extends DaemonError {
  readonly code = 'RENDER_SOURCE';

  constructor(file: string, problem: string, cause?: unknown) {
    super(`Cannot render "${file}": ${problem}`, { cause });
  }
}

const requireNotes = (file: string, { piece }: Score, fault = 'it has no notes.'): void => {
  if (piece.tracks.every(({ notes }) => notes.length === 0)) throw new RenderSourceError(file, fault);
};

/** What a file holds, and what of it has no place in a score. */
interface Source {
  readonly score: Score;
  readonly leftOut: ReadonlyMap<string, number>;
}

const readSource = async (file: string): Promise<Source> => {
  const bytes = await readFile(file).catch((cause: unknown) => {
    throw new RenderSourceError(file, 'it cannot be opened. Name a .mid file.', cause);
  });
  let source: Source;
  try {
    const { messages, leftOut } = readChannelMessages(new Uint8Array(bytes));
    source = { score: { piece: readMidi(new Uint8Array(bytes)), messages }, leftOut };
  } catch (cause) {
    throw cause instanceof DaemonError ? new RenderSourceError(file, cause.message, cause) : cause;
  }
  requireNotes(file, source.score);
  return source;
};

/** Beside the .mid file, with the ending of the format, where no other place is named. */
const outputOf = (file: string, options: RenderOptions, context: Pick<RunContext, 'confirm'>): Promise<string> => {
  const { output, format = 'wav' } = options;
  const own = path.format({ ...path.parse(file), base: '', ext: `.${format}` });
  return freeOutput({ file: output ?? own, isOwnName: output === undefined }, options, context);
};

/** `file` as it stays when it is done, written through a handle. */
const writeThrough = async <T>(file: string, write: (handle: FileHandle) => Promise<T>): Promise<T> => {
  const handle = await open(file, 'w');
  try {
    return await write(handle);
  } finally {
    await handle.close();
  }
};

/** Turns the notes of a .mid file into a sound file; nothing is left of one that is interrupted. */
export const renderFile = async (
  file: string,
  options: RenderOptions,
  context: Pick<RunContext, 'nowMs' | 'notice' | 'interruption' | 'confirm' | 'progress'>,
): Promise<RenderReport> => {
  const { nowMs, notice, interruption, progress: onProgress } = context;
  const { soundfont = PIANO, sampleRate } = options;
  const source = await readSource(file);
  const bank = await readSoundFont(soundfont);
  const { score, remarks } = playableWith(bank, source.score, source.leftOut);
  for (const remark of remarks) notice(remark);
  requireNotes(file, score, 'it has drums alone, and the SoundFont has none. Name one with --soundfont.');
  const output = await outputOf(file, options, context);
  const format = formatOf(output) ?? 'wav';
  const signal = interruption();
  const from = nowMs();
  onProgress(0, 1);
  const { frames, gain } = await writeOutputStream(output, (temporary) =>
    writeThrough(temporary, (handle) =>
      renderPiece(score, bank, { format, sampleRate }, (bytes) => handle.appendFile(bytes), {
        signal,
        onProgress,
      }),
    ),
  );
  const tookSeconds = Math.max((nowMs() - from) / 1000, 0.001);
  const gainDb = Number((20 * Math.log10(gain)).toFixed(1));
  return { output, format, sampleRate, seconds: frames / sampleRate, gainDb, tookSeconds, remarks };
};
