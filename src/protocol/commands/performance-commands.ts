import { CONTROL_NAMES } from '../controls/control-declarations.js';
import { spokenName } from '../controls/control-names.js';
import type { CommandRows } from './command-row.js';

const BYTE = { min: 0, max: 127 } as const;

/** Commands to the thread that plays; each has its handler in performance/performer.ts. */
export const performanceCommands = {
  set: {
    help: 'Set controls, all of them or none.',
    remark: '`composer`, `mode` and `meter` wait for the bar line',
    access: 'token',
    fields: {
      controls: {
        type: 'controls',
        placeholder: 'control=value',
        help: CONTROL_NAMES.map(spokenName).join(', '),
      },
    },
    commandLine: {
      notes: ['Changes of mode, composer and meter take effect at the next bar line.'],
      examples: [
        ['set temperature=1.2 density=4', 'wilder, and four notes per beat'],
        ['set key="F# minor" register=40-72', 'keeps to a key and to part of the keyboard'],
        ['set composer=Chopin:70+Joplin:30', 'a blend, from the next bar line; without numbers, equal shares'],
        ['set mute=on', 'keeps composing without sound'],
      ],
    },
  },
  ramp: {
    help: 'Change the tempo gradually.',
    remark: '`controls.tempo` is at once where it will be',
    access: 'token',
    fields: {
      bpm: { type: 'number', min: 20, max: 400, help: 'target tempo in quarter notes per minute' },
      beats: { type: 'number', min: 0, max: 1024, help: 'duration of the change in beats' },
    },
    commandLine: { examples: [['ramp 120 16', 'changes the tempo gradually to 120 within sixteen beats']] },
  },
  transport: {
    help: 'Start, stop or continue the music.',
    access: 'token',
    fields: { action: { type: 'choice', of: ['start', 'stop', 'continue'], help: 'what to do' } },
    commandLine: { examples: [['transport stop', 'pauses; transport continue goes on, transport start begins again']] },
    shortcuts: {
      'play-pause': {
        fields: ({ transport }) => ({ action: transport.state === 'stopped' ? 'continue' : 'stop' }),
        does: 'stop or continue the music',
        key: 'space',
      },
      start: { fields: { action: 'start' }, does: 'begin again', key: 'b', button: 'Start', isMappable: true },
      stop: { fields: { action: 'stop' }, does: 'stop the music', button: 'Stop', isMappable: true },
      continue: { fields: { action: 'continue' }, does: 'continue the music', button: 'Continue' },
    },
  },
  end: {
    help: 'End the piece with a cadence, then silence.',
    access: 'token',
    fields: {
      bars: { type: 'integer', min: 1, max: 64, help: 'at most this many bars from now', ifLeftOut: 'default: 8' },
    },
    remark: 'Then the transport stops',
    done: 'The piece is coming to its end.',
    commandLine: {
      examples: [
        ['end', 'a cadence where the phrase ends, a last chord, and silence; transport start begins another piece'],
        ['end 2', 'the same within two bars'],
      ],
    },
    shortcuts: {
      end: { does: 'end the piece: a cadence, then silence', key: 'e', button: 'End the piece', isMappable: true },
    },
  },
  panic: {
    help: 'Silence everything at once; the music goes on at the next bar.',
    access: 'token',
    commandLine: { examples: [['panic', 'all notes off, on all channels in use']] },
    shortcuts: {
      panic: { does: 'panic: silence at once', key: 'p', button: 'Panic', isWarning: true, isMappable: true },
    },
  },
  tap: {
    help: 'Tap the tempo.',
    access: 'token',
    commandLine: { examples: [['tap', 'run it twice or more, a quarter note apart']] },
    shortcuts: { tap: { key: 't', button: 'Tap tempo', isMappable: true } },
  },
  like: {
    help: 'Like what was just played: mark it in the recording.',
    access: 'token',
    done: 'Liked.',
    commandLine: { examples: [['like', 'sets a marker in the recording; nightly trainings learn from it']] },
    shortcuts: { like: { does: 'like what was just played', key: 'l', button: 'Like', isMappable: true } },
  },
  key: {
    help: "Strike or release a key of the client's own keyboard, as if it had come from a MIDI input.",
    access: 'token',
    fields: {
      pitch: { type: 'integer', ...BYTE, help: 'MIDI pitch' },
      velocity: { type: 'integer', ...BYTE, help: 'how hard; 0 releases' },
    },
  },
  pedal: {
    help: "Press or release the sustain pedal of the client's own keyboard.",
    access: 'token',
    fields: { down: { type: 'switch', help: 'whether it is down' } },
  },
  knob: {
    help: "Move a knob, fader or button of the client's own controller, as if it had come from a MIDI input.",
    access: 'token',
    fields: {
      channel: { type: 'integer', min: 0, max: 15, help: 'MIDI channel, from 0' },
      controller: { type: 'controller', help: 'controller number, 0–119 except 64, the pedal' },
      value: { type: 'integer', ...BYTE, help: 'its value' },
    },
  },
} as const satisfies CommandRows;
