import {
  BasicMIDI,
  SpessaLog,
  SpessaSynthProcessor,
  SpessaSynthSequencer,
  type BasicSoundBank,
} from 'spessasynth_core';
import type { ChannelMessage } from '../../music/midi/channel-messages.js';
import { LAST_TICK } from '../../music/midi/division.js';
import { writeMidi } from '../../music/midi/write-midi.js';
import { endTick } from '../../music/piece-notes.js';
import { PPQ, type Piece } from '../../music/piece.js';
import { millisecondsAtTick, tempoMap } from '../../music/tempo.js';
import { RenderTooLongError } from './sound-errors.js';

/** Left and right channel of a stretch of sound, -1 to 1 where nothing is too loud. */
export type StereoBlock = readonly [left: Float32Array<ArrayBuffer>, right: Float32Array<ArrayBuffer>];

/** Notes begin at multiples of it: 1.5 ms at 44.1 kHz. */
const QUANTUM_FRAMES = 64;
/** Handed out at once: about half a second. */
const QUANTA_A_BLOCK = 320;
/** The last notes ring on for no longer. */
const TAIL_SECONDS = 5;
/** The tempo of that time; the music's own may be so fast that the time has more ticks than a file can hold. */
const TAIL_BPM = 120;
const TAIL_TICKS = (TAIL_SECONDS * TAIL_BPM * PPQ) / 60;
/** 16-bit stereo at 48 kHz fills a WAV file, whose lengths are of 32 bits, after 6.2 hours. */
const MOST_HOURS = 6;

/** What is to sound. */
export interface Score {
  readonly piece: Piece;
  /** How its channels are to sound, in order of their ticks. */
  readonly messages?: readonly ChannelMessage[];
}

const lastTick = ({ tracks }: Piece): number =>
  tracks.reduce(
    (latest, { pedals }) => pedals.reduce((end, { tick }) => Math.max(end, tick), latest),
    endTick({ tracks }),
  );

/** How long a score lasts, without what rings on after it. */
export const secondsOf = ({ piece }: Score): number =>
  millisecondsAtTick(tempoMap(piece.tempos), lastTick(piece)) / 1000;

/** Refuses what lasts too long before any work begins. */
const requireRenderable = (piece: Piece): void => {
  const end = lastTick(piece);
  const hours = secondsOf({ piece }) / 3600;
  if (hours > MOST_HOURS) {
    throw new RenderTooLongError(`lasts ${Math.round(hours)} hours; up to ${MOST_HOURS} can be rendered`);
  }
  if (end + TAIL_TICKS > LAST_TICK) throw new RenderTooLongError('ends with the last beats that a MIDI file can hold');
};

/** What comes after the last note would only make the music longer. */
const heardOf = (piece: Piece, messages: readonly ChannelMessage[]): readonly ChannelMessage[] => {
  const end = lastTick(piece);
  return messages.filter(({ tick }) => tick <= end);
};

/** The piece and so much silence after it, in which the pedal is held, for the synthesizer stops all notes at its end. */
const withTail = (piece: Piece): Piece => {
  const end = lastTick(piece);
  const [first, ...others] = piece.tracks;
  if (!first) return piece;
  const channel = first.notes[0]?.channel ?? first.pedals[0]?.channel ?? 0;
  return {
    ...piece,
    tracks: [{ ...first, pedals: [...first.pedals, { tick: end + TAIL_TICKS, channel, value: 0 }] }, ...others],
    tempos: [...piece.tempos.filter(({ tick }) => tick < end), { tick: end, bpm: TAIL_BPM }],
  };
};

/** The synthesizer speaks to the console otherwise. */
SpessaLog.setLogLevel(false, false, false);

const startPlaying = async ({ piece, messages = [] }: Score, bank: BasicSoundBank, sampleRate: number) => {
  requireRenderable(piece);
  const synth = new SpessaSynthProcessor(sampleRate, { eventsEnabled: false, maxBufferSize: QUANTUM_FRAMES });
  synth.soundBankManager.addSoundBank(bank, 'main');
  await synth.processorInitialized;
  // written anew, because the synthesizer's own reader stumbles over odd files that readMidi takes
  const midi = BasicMIDI.fromArrayBuffer(Uint8Array.from(writeMidi(withTail(piece), heardOf(piece, messages))).buffer);
  const sequencer = new SpessaSynthSequencer(synth);
  sequencer.skipToFirstNoteOn = false;
  sequencer.loadNewSongList([midi]);
  sequencer.play();
  return { synth, sequencer };
};

/** The sound of a piece, block by block: notes, pedal, tempo and what shapes its channels. The same gives the same sound. */
export const synthesize = async function* (
  score: Score,
  bank: BasicSoundBank,
  sampleRate: number,
): AsyncGenerator<StereoBlock> {
  const { synth, sequencer } = await startPlaying(score, bank, sampleRate);
  const endSeconds = sequencer.duration - TAIL_SECONDS;
  const isOver = (): boolean => sequencer.isFinished || (synth.voiceCount === 0 && sequencer.currentTime > endSeconds);
  while (!isOver()) {
    const left = new Float32Array(QUANTUM_FRAMES * QUANTA_A_BLOCK);
    const right = new Float32Array(left.length);
    let frame = 0;
    for (; frame < left.length && !isOver(); frame += QUANTUM_FRAMES) {
      sequencer.processTick();
      synth.process(left, right, frame, QUANTUM_FRAMES);
    }
    yield [left.subarray(0, frame), right.subarray(0, frame)];
  }
};
