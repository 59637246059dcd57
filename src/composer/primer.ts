import { meterSpan } from '../encoding/shared/meter-span.js';
import { choraleStartRow } from '../encoding/chorale/chorale-cursor.js';
import { CHORALE_ENCODING, choraleSchema } from '../encoding/chorale/chorale-schema.js';
import { encodePiece } from '../encoding/piano/encode-piece.js';
import { startCursor, startRow } from '../encoding/piano/event-cursor.js';
import { pianoSchema } from '../encoding/piano/piano-schema.js';
import { DYNAMICS_VARY, PEDAL_USED, TEMPO_VARIES } from '../encoding/piano/source-flags.js';
import type { Excerpt, ModelCard } from '../model/checkpoint/model-card.js';
import type { EventSequence } from '../model/event-schema.js';
import { nextInt, type RandomSource } from '../shared/random-source.js';
import { readMidi } from '../music/midi/read-midi.js';
import { DaemonError } from '../shared/error.js';
import type { ModelKind } from './models/model-kind.js';
import { isSameName } from '../shared/names.js';

/** A primer. */
export interface Primer {
  readonly sequence: EventSequence;
  /** Tempo of the piece that it comes from. */
  readonly bpm: number;
  /** Its source, as shown to the user; empty for none. */
  readonly source: string;
}

/** The primer file is not music. */
export class PrimerFileError extends DaemonError {
  readonly code = 'PRIME_UNREADABLE';

  constructor(file: string, reason: string, options?: ErrorOptions) {
    super(`--prime "${file}" cannot be used: ${reason} Name a MIDI file with notes in it.`, options);
  }
}

/** Random stream for choosing a primer in a live session; those of events start with a revision, from 1. */
export const PRIMER_KEY = 0;

const DEFAULT_BPM = 100;

/** The slot of a composer in the model's table; undefined (unknown) without one of that name. */
export const composerSlot = ({ composers }: Pick<ModelCard, 'composers'>, composer: string): number | undefined => {
  const slot = composers.findIndex((name) => isSameName(name, composer));
  return slot < 0 ? undefined : slot;
};

/** A whole MIDI file as a primer. */
export const primerFromFile = (bytes: Uint8Array, file: string, slot: number | undefined): Primer => {
  try {
    const encoded = encodePiece(readMidi(bytes), slot === undefined ? {} : { composerSlot: slot });
    if (encoded.noteCount === 0) throw new PrimerFileError(file, 'it holds no notes.');
    return { sequence: encoded, bpm: encoded.baseBpm, source: file };
  } catch (cause) {
    if (cause instanceof PrimerFileError || !(cause instanceof DaemonError)) throw cause;
    throw new PrimerFileError(file, cause.message, { cause });
  }
};

const excerptOf = ({ excerpts }: ModelCard, random: RandomSource, composer: string | null): Excerpt | undefined => {
  const own = excerpts.filter((excerpt) => excerpt.composer === composer);
  const stored = own.length > 0 ? own : excerpts;
  return stored.at(nextInt(random, Math.max(1, stored.length)));
};

/** A random primer from the checkpoint, of the given composer if it has one; undefined without any. */
export const storedPrimer = (card: ModelCard, random: RandomSource, composer: string | null): Primer | undefined => {
  const excerpt = excerptOf(card, random, composer);
  if (!excerpt) return undefined;
  const { encoding } = card;
  const { ids, bpm, source } = excerpt;
  const width = encoding === CHORALE_ENCODING ? choraleSchema.length : pianoSchema.length; // as written
  return { sequence: { length: ids.length / width, ids: Int32Array.from(ids) }, bpm, source };
};

/** All source flags: dynamics, pedal and varying tempo. */
const EXPRESSIVE = DYNAMICS_VARY + PEDAL_USED + TEMPO_VARIES;

const COMMON_TIME = { numerator: 4, denominator: 4 };
/** Tempo range of a new piece, quarters per minute, since some files use other note values as beats. */
const SLOWEST_BPM = 44;
const FASTEST_BPM = 168;

/** A tempo within that range. */
export const liveTempo = (bpm: number): number => Math.min(FASTEST_BPM, Math.max(SLOWEST_BPM, bpm));

/**
 * The start of a new piece: a start row with metre and tempo of one of the composer's pieces, and all source flags set.
 */
export const newPiece = (card: ModelCard, random: RandomSource, composer: string | null): Primer => {
  const excerpt = excerptOf(card, random, composer);
  const { numerator, denominator } = excerpt ?? COMMON_TIME;
  const slot = composer === null ? undefined : composerSlot(card, composer);
  const about = { source: EXPRESSIVE, ...(slot === undefined ? {} : { composer: slot }) };
  const row = startRow(startCursor([meterSpan(0, { numerator, denominator })], about));
  const bpm = liveTempo(excerpt?.bpm ?? DEFAULT_BPM);
  return { sequence: { length: 1, ids: Int32Array.from(row) }, bpm, source: '' };
};

/** No primer: only a start row. */
export const noPrimer = (kind: ModelKind): Primer => {
  const row =
    kind === 'chorale'
      ? choraleStartRow()
      : startRow(startCursor([meterSpan(0, { numerator: 4, denominator: 4 })], { composer: 0 }));
  return { sequence: { length: 1, ids: Int32Array.from(row) }, bpm: DEFAULT_BPM, source: '' };
};
