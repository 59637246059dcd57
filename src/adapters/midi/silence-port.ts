import { ALL_NOTES_OFF, ALL_SOUND_OFF, SUSTAIN, controlChange, noteOff } from '../../performance/midi/midi-message.js';

const PITCHES = 128;

/** Messages that silence a channel of an instrument whose sounding notes are unknown. */
export const silencingMessages = (channel: number): readonly (readonly number[])[] => [
  controlChange(channel, SUSTAIN, 0),
  controlChange(channel, ALL_NOTES_OFF, 0),
  ...Array.from({ length: PITCHES }, (_, pitch) => noteOff(channel, pitch)),
  controlChange(channel, ALL_SOUND_OFF, 0),
];
