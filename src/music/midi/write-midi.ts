import tonejs from '@tonejs/midi';
import type { Piece, Track } from '../piece.js';
import { textAsBytes } from './text.js';

/** A tempo event holds microseconds per quarter in 24 bits. */
const LONGEST_QUARTER = 0xffffff;

/*
 * @tonejs/midi holds velocities and controllers as fractions of 127 and rounds down when it writes, which turns
 * some of them into the number below; tempos fare alike. Half a step more keeps every number what it is.
 */
const asFraction = (dataByte: number): number => (dataByte + 0.5) / 127;

const asTempo = (bpm: number): number => {
  const quarterMicroseconds = Math.min(Math.max(Math.round(60_000_000 / bpm), 1), LONGEST_QUARTER);
  return 60_000_000 / (quarterMicroseconds + 0.5);
};

const channelsOf = ({ notes, pedals }: Track): readonly number[] =>
  [...new Set([...notes, ...pedals].map(({ channel }) => channel))].sort((a, b) => a - b);

/** One MIDI track for one channel of a voice; @tonejs/midi gives a track one channel. */
const addVoice = (midi: tonejs.Midi, track: Track, channel: number): void => {
  const voice = midi.addTrack();
  voice.name = textAsBytes(track.name);
  voice.channel = channel;
  voice.instrument.number = track.program;
  for (const note of track.notes) {
    if (note.channel !== channel) continue;
    const { tick: ticks, durationTicks, pitch: midi, velocity } = note;
    voice.addNote({ ticks, durationTicks, midi, velocity: asFraction(velocity), noteOffVelocity: 0 });
  }
  for (const pedal of track.pedals) {
    if (pedal.channel === channel) voice.addCC({ ticks: pedal.tick, number: 64, value: asFraction(pedal.value) });
  }
};

/**
 * The piece as a Standard MIDI File: format 1, 480 ticks per quarter; a first track with title, tempos, metres
 * and markers, then one track for each voice. The same piece gives the same bytes.
 *
 * `readMidi` gives the same piece back if it is one that a file can hold: each voice keeps to one channel and has
 * a note or a pedal move; notes of one pitch in a voice end in the order in which they begin; no tick lies
 * beyond 0x0fffffff; tempos are whole microseconds per quarter; texts are clean (`cleanText`), markers not
 * empty. Otherwise it comes back with the nearest values: tempos rounded, a voice of two channels as two.
 */
export const writeMidi = (piece: Piece): Uint8Array => {
  const midi = new tonejs.Midi();
  midi.name = textAsBytes(piece.title);
  midi.header.tempos = piece.tempos.map(({ tick, bpm }) => ({ ticks: tick, bpm: asTempo(bpm) }));
  midi.header.timeSignatures = piece.meters.map(({ tick, numerator, denominator }) => ({
    ticks: tick,
    timeSignature: [numerator, denominator],
  }));
  midi.header.meta = piece.markers.map(({ tick, text }) => ({ ticks: tick, type: 'marker', text: textAsBytes(text) }));
  for (const track of piece.tracks) {
    for (const channel of channelsOf(track)) addVoice(midi, track, channel);
  }
  return midi.toArray();
};
