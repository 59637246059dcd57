import type { CommandRows } from './command-row.js';

/** How far back the key and the button save, seconds. */
const KEEP_SECONDS = 60;

/** Commands to the daemon around the thread that plays; each has its handler in daemon/command-handler.ts. */
export const daemonCommands = {
  keep: {
    help: 'Save what was just played as a file, whether or not it is recorded.',
    access: 'token',
    fields: { seconds: { type: 'seconds', min: 1, max: 3600, placeholder: 'time', help: 'how far back, e.g. 60s' } },
    answers: '`file`, `notes`, `seconds` of the .mid',
    commandLine: { examples: [['keep 90s', 'the latest minute and a half as a .mid file']] },
    shortcuts: {
      keep: {
        fields: { seconds: KEEP_SECONDS },
        does: `keep the last ${KEEP_SECONDS} s as a file`,
        key: 'k',
        button: 'Keep the last minute',
      },
    },
  },
  record: {
    help: 'Turn the recording on or off.',
    access: 'token',
    fields: { on: { type: 'switch', placeholder: 'on|off', help: 'off makes the file' } },
    answers: 'as `keep` where it ends a recording, else `on`, `file`, `sinceMs`',
    commandLine: { examples: [['record off', 'ends the recording and makes its .mid file']] },
    shortcuts: {
      record: {
        fields: ({ recording }) => ({ on: !recording.on }),
        does: 'recording on or off',
        key: 'r',
        button: 'Record',
        isPressed: ({ recording }) => recording.on,
      },
    },
  },
  adapt: {
    help: 'Adapt to what you play (on, off), or go back to the network as it was trained (reset).',
    access: 'token',
    fields: { action: { type: 'choice', of: ['on', 'off', 'reset'], help: 'on, off, or reset' } },
    answers: 'the `adaptation` of the snapshot',
    commandLine: {
      formerly: ['lessons'],
      notes: ['start --adapt adapts from the beginning, start --player keeps what was learned.'],
      examples: [
        ['adapt on', 'learns from what you play, every few bars'],
        ['adapt reset', 'plays as it was trained, from the next bar line on'],
      ],
    },
    shortcuts: {
      adapt: {
        fields: ({ adaptation }) => ({ action: adaptation.on ? 'off' : 'on' }),
        does: 'adapt to what you play: on or off',
        key: 'a',
        button: 'Adapt to me',
        isPressed: ({ adaptation }) => adaptation.on,
      },
      'adapt-reset': {
        fields: { action: 'reset' },
        does: 'reset: play as it was trained',
        key: 'A',
        button: 'Reset adaptation',
      },
    },
  },
  'midi-learn': {
    help: 'Map a control or an action to the MIDI controller that you move next.',
    access: 'token',
    fields: {
      control: { type: 'mapping', help: 'the control or action', ifNull: 'gives up waiting' },
    },
    answers: 'the `surface` of the snapshot',
    commandLine: {
      formerly: ['learn'],
      notes: ['An action happens as a button or pedal goes down. Mappings are kept in the settings.'],
      examples: [['midi-learn temperature', 'then move the knob; from now on it sets the temperature']],
    },
    shortcuts: {
      'midi-learn': {
        fields: ({ surface, chosen }) => ({ control: surface.learning === null ? chosen : null }),
        does: 'MIDI learn: map a knob to the chosen control',
        key: 'i',
      },
    },
  },
  'midi-unlearn': {
    help: 'Remove the MIDI mapping of a control or an action.',
    access: 'token',
    fields: { control: { type: 'mapping', help: 'the control or action' } },
    answers: 'the `surface` of the snapshot',
    commandLine: { formerly: ['forget'], examples: [['midi-unlearn temperature', 'no knob sets it any more']] },
  },
  ping: {
    help: "Ask for the daemon's clock.",
    remark: "Half the round trip tells how far the client's own is off",
    access: 'watch',
    answers: '`nowMs`',
  },
  status: {
    help: 'Tell what the running daemon does.',
    access: 'watch',
    answers: 'the snapshot',
    commandLine: {
      notes: ['Exit code 3 where no daemon runs.'],
      examples: [
        ['status', 'what it plays, its page, ports, schedules and controllers'],
        ['status --json', 'the whole snapshot'],
      ],
    },
  },
  quit: {
    help: 'Silence and end the running daemon in good order.',
    access: 'token',
    commandLine: { word: 'stop', examples: [['stop', 'all notes end, the recording is finished']] },
  },
} as const satisfies CommandRows;
