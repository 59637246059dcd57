import type { Command } from 'commander';
import { commandKinds, commandRows } from '../protocol/commands.js';

/** What a command's help says beyond its options. */
interface HelpText {
  /** Sentences, each a line. */
  readonly notes?: readonly string[];
  /** Command lines without the program's name, and what they do. */
  readonly examples: readonly (readonly [line: string, what: string])[];
}

/** Of commands to a running daemon, by their rows in the table. */
const remoteTexts: Readonly<Record<string, HelpText>> = Object.fromEntries(
  commandKinds.flatMap((kind) => {
    const { commandLine } = commandRows[kind];
    return commandLine ? [[commandLine.word ?? kind, commandLine] as const] : [];
  }),
);

/** For each command by its name; config's own commands share one. */
export const helpTexts: Readonly<Record<string, HelpText>> = {
  ...remoteTexts,
  start: {
    notes: [
      'Ports: without --no-virtual a virtual output and a virtual input are opened (Linux, macOS); on Windows name ports of a driver such as loopMIDI with --out and --in.',
      'On a terminal it shows the dashboard; ? there lists the keys. Without one it prints the page and the ports, and runs until SIGTERM or Ctrl-C.',
      'Options that are not given are taken from the settings (see config), and those from the environment.',
    ],
    examples: [
      ['start', 'the starter model plays by itself'],
      ['start Chopin --mode answer --in keystation', 'replies to what is played on a keyboard'],
      ['start chorale --mode duet', 'sings alto, tenor and bass below what is played'],
      ['start "Chopin:70+Joplin:30"', 'plays as a blend of two composers'],
      ['start --out "Synth,channel=2" --no-virtual', 'plays to one hardware port only'],
      ['start --clock external --expression 0', "keeps to a DAW's MIDI clock, on the grid"],
      ['start --bars 32 --end-on-interrupt', 'pieces of 32 bars; Ctrl-C ends with a cadence, twice at once'],
      ['start --seed 7 --detach', 'plays in the background, the same music each time'],
    ],
  },
  dashboard: { examples: [['dashboard', 'q leaves it, and the daemon plays on']] },
  ports: { examples: [['ports', 'every MIDI port, and what --out and --in would match']] },
  replay: {
    examples: [['replay output/sessions/x.session.jsonl', 'exit code 0 where every note is the same again']],
  },
  render: {
    examples: [
      ['render take.mid', '→ take.wav'],
      ['render take.mid -o take.ogg --soundfont grand.sf2', 'with your own SoundFont'],
    ],
  },
  doctor: { examples: [['doctor', 'exit code 1 where something keeps it from playing']] },
  train: {
    notes: [
      'The data folder holds one folder of .mid files for each composer. Whole works are kept aside to validate on.',
      'Ctrl-C keeps the checkpoint; the same line with --resume goes on.',
    ],
    examples: [
      ['train Chopin --data music', '→ a model Chopin, and output/Chopin_training_loss.png'],
      ['train --together --name base --data music', 'one model of all composers in the folder'],
      ['train --plan --together --name base-plan --data music', 'a small model of the plans of music'],
      ['train Satie --data music --minutes 30 --resume', 'goes on for half an hour'],
    ],
  },
  evaluate: {
    examples: [
      ['evaluate Chopin unseen', 'nats per note of a model on a folder of .mid files'],
      ['evaluate Chopin --validation --data music', 'on the works that its training kept aside'],
      ['evaluate Chopin unseen --dynamic', 'also while it learns from each work as it goes on'],
    ],
  },
  compare: {
    notes: [
      'Tables in Markdown: by setting, composer, statistic and distribution. Ranges are the middle nine tenths of passages of the training music; distributions are compared with the unseen music. A classifier of composers, trained on the training music, says whose manner samples are in (docs/quality.md).',
      'Progress stands on stderr; Ctrl-C ends without tables.',
    ],
    examples: [
      ['compare base --validation --data music', 'the 12 composers with most music, 50 pieces of 64 bars each'],
      ['compare Chopin unseen --data music --temperature 0.8,0.9,1', 'which temperature comes nearest to real music'],
    ],
  },
  generate: {
    examples: [
      ['generate Chopin --bars 32 --seed 7', '→ output/Chopin_generated_music.mid, the same for the same seed'],
      ['generate Chopin+Joplin', 'a piece by both at once'],
      ['generate Chopin --prime theme.mid', 'goes on from your own music'],
    ],
  },
  harmonize: {
    notes: [
      'The melody is read by sixteenths, in its own tempo and metre; a voice that keeps its pitch is one held note. What had to be changed is told.',
    ],
    examples: [
      ['harmonize tune.mid', '→ output/tune_harmonized.mid, with the tracks Soprano, Alto, Tenor and Bass'],
      ['harmonize tune.mid -o four.mid --seed 7 --samples 4', 'the likeliest of four, the same for the same seed'],
    ],
  },
  models: { examples: [['models', 'name, network, notes learned, nats per note, licence of the sources']] },
  index: {
    notes: ['Models that this version trains have one; it must be the very music that the model learned from.'],
    examples: [['index base --data music --exclude giantmidi', 'from now on it is told when it quotes']],
  },
  export: {
    notes: [
      'One run of the network takes the last event (ids), the states and what is drawn of the next event so far (next, in the order of the fields; fields not drawn yet may hold anything), and gives the states after the event and the logits of each field.',
    ],
    examples: [['export base -o base.onnx', 'for ONNX Runtime and whatever else reads ONNX, opset 17']],
  },
  config: {
    notes: ['A flag comes before the environment (MUSIC_LSTM_WEB_PORT for web.port), that before the settings.'],
    examples: [
      ['config list', 'every setting, and where its value comes from'],
      ['config set controls.temperature 0.9', 'from the next start on'],
      [
        `config set schedules '[{"kind":"train","at":"0 3 * * *","composer":"Chopin"}]'`,
        'learns Chopin at three each night, with what was liked',
      ],
    ],
  },
  schema: { examples: [['schema --asyncapi', 'the stream, for those who write clients']] },
  completion: {
    examples: [
      ['completion bash > ~/.local/share/bash-completion/completions/music-lstm-daemon', 'bash'],
      ['completion zsh > "${fpath[1]}/_music-lstm-daemon"', 'zsh'],
      ['completion fish > ~/.config/fish/completions/music-lstm-daemon.fish', 'fish'],
    ],
  },
};

const ENVIRONMENT = `
Environment:
  MUSIC_LSTM_CONFIG       the settings file (config path tells which it is)
  MUSIC_LSTM_<SETTING>    any setting, e.g. MUSIC_LSTM_WEB_PORT=9000
  MUSIC_LSTM_SOCKET       the control socket, as --socket
  MUSIC_LSTM_TOKEN_FILE   where the token of page and stream is kept
  MUSIC_LSTM_RUNTIME      native or wasm: which runtime computes
  NO_COLOR                no colours on the dashboard

Files:
  output/sessions/        recordings (.mid), and the logs that replay them
  output/                 generated music, loss histories and their plots
  data/<Composer>/*.mid   music to learn from; --data names another place

Exit codes:
  0  done
  1  it could not be done
  2  wrong usage
  3  status: no daemon runs
  130  ended by Ctrl-C

Each command explains itself: music-lstm-daemon <command> --help
`;

const helpAfter = (program: string, { notes = [], examples }: HelpText, columns: number): string => {
  const wrapped = notes.map((note) => wrap(note, columns));
  const lines = examples.flatMap(([line, what]) => [`  ${program} ${line}`, `      ${what}`]);
  return ['', ...(wrapped.length === 0 ? [] : [...wrapped, '']), 'Examples:', ...lines].join('\n');
};

/** Breaks a line between words. */
const wrap = (text: string, columns: number): string => {
  const lines = [''];
  for (const word of text.split(' ')) {
    const last = lines[lines.length - 1];
    if (last !== '' && last.length + 1 + word.length > columns) lines.push(word);
    else lines[lines.length - 1] = last === '' ? word : `${last} ${word}`;
  }
  return lines.join('\n');
};

/** Adds to the help of every command what a manual would say. */
export const addHelpTexts = (program: Command, columns: number): void => {
  program.addHelpText('after', ENVIRONMENT);
  for (const command of program.commands) {
    const text = helpTexts[command.name()];
    if (text) command.addHelpText('after', helpAfter(program.name(), text, columns));
  }
};
