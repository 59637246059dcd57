/** MIDI messages that the daemon understands. Channels 0–15. */
export type MidiMessage =
  | { readonly kind: 'note-on'; readonly channel: number; readonly pitch: number; readonly velocity: number }
  | { readonly kind: 'note-off'; readonly channel: number; readonly pitch: number }
  | { readonly kind: 'control'; readonly channel: number; readonly controller: number; readonly value: number }
  | { readonly kind: 'clock' | 'start' | 'continue' | 'stop' }
  | { readonly kind: 'song-position'; readonly sixteenths: number }
  /** 0–16383; the middle is no bend. */
  | { readonly kind: 'bend'; readonly channel: number; readonly value: number }
  /** System Reset, also used for resets received as system exclusive. */
  | { readonly kind: 'reset' }
  /** Program change, aftertouch and others: ignored. */
  | { readonly kind: 'other' };

export const SUSTAIN = 64;
export const ALL_SOUND_OFF = 120;
export const RESET_CONTROLLERS = 121;
export const ALL_NOTES_OFF = 123;
export const BEND_CENTRE = 0x2000;
export const SYSTEM_RESET = 0xff;

const NOTE_OFF = 0x80;
const NOTE_ON = 0x90;
const CONTROL = 0xb0;
const PROGRAM = 0xc0;
const BEND = 0xe0;

/** Release velocity 64, as sent by keyboards without release sensing. */
const RELEASE_VELOCITY = 64;

const other: MidiMessage = { kind: 'other' };

const parseChannelMessage = (status: number, first: number, second: number): MidiMessage => {
  const channel = status & 0x0f;
  switch (status & 0xf0) {
    case NOTE_ON:
      if (second > 0) return { kind: 'note-on', channel, pitch: first, velocity: second };
      return { kind: 'note-off', channel, pitch: first };
    case NOTE_OFF:
      return { kind: 'note-off', channel, pitch: first };
    case CONTROL:
      return { kind: 'control', channel, controller: first, value: second };
    case BEND:
      return { kind: 'bend', channel, value: first | (second << 7) };
    default:
      return other;
  }
};

/** One whole message; a note-on of velocity 0 is a note-off (MIDI 1.0). Malformed bytes are `other`. */
export const parseMidi = ([status, first = 0, second = 0]: readonly number[]): MidiMessage => {
  if (first > 127 || second > 127) return other;
  switch (status) {
    case 0xf8:
      return { kind: 'clock' };
    case 0xfa:
      return { kind: 'start' };
    case 0xfb:
      return { kind: 'continue' };
    case 0xfc:
      return { kind: 'stop' };
    case 0xf2:
      return { kind: 'song-position', sixteenths: first | (second << 7) };
    case SYSTEM_RESET:
      return { kind: 'reset' };
    default:
      return status >= NOTE_OFF && status < 0xf0 ? parseChannelMessage(status, first, second) : other;
  }
};

export const noteOn = (channel: number, pitch: number, velocity: number): readonly number[] => [
  NOTE_ON | channel,
  pitch,
  velocity,
];

export const noteOff = (channel: number, pitch: number): readonly number[] => [
  NOTE_OFF | channel,
  pitch,
  RELEASE_VELOCITY,
];

export const controlChange = (channel: number, controller: number, value: number): readonly number[] => [
  CONTROL | channel,
  controller,
  value,
];

export const pitchBend = (channel: number, value: number): readonly number[] => [
  BEND | channel,
  value & 0x7f,
  value >> 7,
];

export const programChange = (channel: number, program: number): readonly number[] => [PROGRAM | channel, program];
