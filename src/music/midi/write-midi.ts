import type { MidiEvent } from 'midi-file';
import { PPQ, type Note, type Piece, type Track } from '../piece.js';
import type { ChannelMessage } from './channel-messages.js';
import { checkPiece } from './check-piece.js';
import { textAsBytes } from './text.js';
import { writeHeader, writeTrack, type TimedEvent } from './write-chunk.js';

/** A tempo event holds microseconds per quarter in 24 bits. */
const LONGEST_QUARTER = 0xffffff;

const at = (tick: number, event: MidiEvent): TimedEvent => ({ tick, event });

const quarterMicroseconds = (bpm: number): number =>
  Math.min(Math.max(Math.round(60_000_000 / bpm), 1), LONGEST_QUARTER);

const conductorEvents = ({ title, tempos, meters, markers }: Piece): readonly TimedEvent[] => [
  at(0, { deltaTime: 0, type: 'trackName', text: textAsBytes(title) }),
  ...meters.map(({ tick, numerator, denominator }) =>
    at(tick, { deltaTime: 0, type: 'timeSignature', numerator, denominator, metronome: 24, thirtyseconds: 8 }),
  ),
  ...tempos.map(({ tick, bpm }) =>
    at(tick, { deltaTime: 0, type: 'setTempo', microsecondsPerBeat: quarterMicroseconds(bpm) }),
  ),
  ...markers.map(({ tick, text }) => at(tick, { deltaTime: 0, type: 'marker', text: textAsBytes(text) })),
];

const noteOn = ({ tick, channel, pitch, velocity }: Note): TimedEvent =>
  at(tick, { deltaTime: 0, type: 'noteOn', channel, noteNumber: pitch, velocity });

const noteOff = ({ tick, durationTicks, channel, pitch }: Note): TimedEvent =>
  at(tick + durationTicks, { deltaTime: 0, type: 'noteOff', channel, noteNumber: pitch, velocity: 0 });

/** At one tick, releases come first and strikes last, as other programs expect. */
const voiceEvents = ({ name, program, notes, pedals }: Track): readonly TimedEvent[] => {
  const channels = new Set([...notes, ...pedals].map(({ channel }) => channel));
  return [
    at(0, { deltaTime: 0, type: 'trackName', text: textAsBytes(name) }),
    ...[...channels].map((channel) => at(0, { deltaTime: 0, type: 'programChange', channel, programNumber: program })),
    ...notes.map(noteOff),
    ...pedals.map(({ tick, channel, value }) =>
      at(tick, { deltaTime: 0, type: 'controller', channel, controllerType: 64, value }),
    ),
    ...notes.map(noteOn),
  ];
};

const IN_TUNE = 8192;

const messageEvent = (message: ChannelMessage): TimedEvent => {
  const { tick, channel } = message;
  switch (message.kind) {
    case 'program':
      return at(tick, { deltaTime: 0, type: 'programChange', channel, programNumber: message.program });
    case 'controller':
      return at(tick, {
        deltaTime: 0,
        type: 'controller',
        channel,
        controllerType: message.controller,
        value: message.value,
      });
    case 'bend':
      return at(tick, { deltaTime: 0, type: 'pitchBend', channel, value: message.value - IN_TUNE });
  }
};

const join = (chunks: readonly Uint8Array[]): Uint8Array => {
  const bytes = new Uint8Array(chunks.reduce((total, chunk) => total + chunk.length, 0));
  let end = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, end);
    end += chunk.length;
  }
  return bytes;
};

/**
 * The piece as a Standard MIDI File: format 1, 480 ticks per quarter; a first track with title, tempos, metres
 * and markers, then one track for each voice. The same piece gives the same bytes. Throws a RangeError for numbers
 * outside the ranges that the types of `piece.ts` state.
 *
 * `readMidi` gives the same piece back if it is one that a file can hold: each voice keeps to one channel and has
 * a note or a pedal move; notes of one pitch in a voice end in the order in which they begin; no tick lies
 * beyond 0x0fffffff; tempos are whole microseconds per quarter; texts are clean (`cleanText`), markers not
 * empty. Otherwise it comes back with the nearest values: tempos rounded, a voice of two channels as two.
 *
 * `messages` go into a track of their own after the first, so that at one tick they come before the notes.
 */
export const writeMidi = (piece: Piece, messages: readonly ChannelMessage[] = []): Uint8Array => {
  checkPiece(piece);
  const own = messages.length > 0 ? [writeTrack(messages.map(messageEvent))] : [];
  return join([
    writeHeader(1 + own.length + piece.tracks.length, PPQ),
    writeTrack(conductorEvents(piece)),
    ...own,
    ...piece.tracks.map((track) => writeTrack(voiceEvents(track))),
  ]);
};
