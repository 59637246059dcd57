import {
  BasicMIDI,
  SpessaLog,
  SpessaSynthProcessor,
  SpessaSynthSequencer,
  type BasicSoundBank,
} from 'spessasynth_core';
import { writeMidi } from '../../music/midi/write-midi.js';
import { PPQ, type Piece } from '../../music/piece.js';
import { RenderTooLongError } from './sound-errors.js';

/** Left and right channel of a stretch of sound, -1 to 1 where nothing is too loud. */
export type StereoBlock = readonly [left: Float32Array<ArrayBuffer>, right: Float32Array<ArrayBuffer>];

/** Notes begin at multiples of it: 1.5 ms at 44.1 kHz. */
const QUANTUM_FRAMES = 64;
/** Handed out at once: about half a second. */
const QUANTA_A_BLOCK = 320;
/** The last notes ring on for no longer. */
const TAIL_SECONDS = 5;
/** 16-bit stereo at 48 kHz fills a WAV file, whose lengths are of 32 bits, after 6.2 hours. */
const MOST_HOURS = 6;

/** The piece and so much silence after it, in which the pedal is held, for the synthesizer stops all notes at its end. */
const withTail = (piece: Piece): Piece => {
  const ends = piece.tracks.flatMap(({ notes, pedals }) => [
    ...notes.map(({ tick, durationTicks }) => tick + durationTicks),
    ...pedals.map(({ tick }) => tick),
  ]);
  const end = ends.reduce((latest, tick) => Math.max(latest, tick), 0);
  const bpm = piece.tempos.findLast(({ tick }) => tick <= end)?.bpm ?? 120;
  const tick = end + Math.ceil((TAIL_SECONDS * bpm * PPQ) / 60);
  const [first, ...others] = piece.tracks;
  if (!first) return piece;
  const channel = first.notes[0]?.channel ?? first.pedals[0]?.channel ?? 0;
  return { ...piece, tracks: [{ ...first, pedals: [...first.pedals, { tick, channel, value: 0 }] }, ...others] };
};

/** The synthesizer speaks to the console otherwise. */
SpessaLog.setLogLevel(false, false, false);

const startPlaying = async (piece: Piece, bank: BasicSoundBank, sampleRate: number) => {
  const synth = new SpessaSynthProcessor(sampleRate, { eventsEnabled: false, maxBufferSize: QUANTUM_FRAMES });
  synth.soundBankManager.addSoundBank(bank, 'main');
  await synth.processorInitialized;
  // written anew, because the synthesizer's own reader stumbles over odd files that readMidi takes
  const midi = BasicMIDI.fromArrayBuffer(Uint8Array.from(writeMidi(withTail(piece))).buffer);
  if (midi.duration > MOST_HOURS * 3600) throw new RenderTooLongError(midi.duration / 3600, MOST_HOURS);
  const sequencer = new SpessaSynthSequencer(synth);
  sequencer.skipToFirstNoteOn = false;
  sequencer.loadNewSongList([midi]);
  sequencer.play();
  return { synth, sequencer };
};

/** The sound of a piece, block by block: notes, pedal, tempo and programs. The same piece gives the same sound. */
export const synthesize = async function* (
  piece: Piece,
  bank: BasicSoundBank,
  sampleRate: number,
): AsyncGenerator<StereoBlock> {
  const { synth, sequencer } = await startPlaying(piece, bank, sampleRate);
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
