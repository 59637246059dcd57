import type { Command } from 'commander';

/** A command's help beyond its options. */
interface HelpText {
  /** Sentences, each a line. */
  readonly notes?: readonly string[];
  /** Command lines without the program's name, and what they do. */
  readonly examples: readonly (readonly [line: string, what: string])[];
}

/** By the command's name; the subcommands of config share one. */
export const helpTexts: Readonly<Record<string, HelpText>> = {
  start: {
    notes: [
      'Ports: unless --no-virtual is given, it opens a virtual output and a virtual input (Linux, macOS). On Windows, name ports of a driver such as loopMIDI with --out and --in.',
      'In a terminal it shows the dashboard; ? lists the keys. Otherwise it prints the address of the page and the ports, and runs until SIGTERM or Ctrl-C.',
      'Options that you leave out come from the environment, then from the settings (see config).',
    ],
    examples: [
      ['start', 'plays Chopin by itself'],
      ['start Chopin --mode answer --in keystation', 'replies to what you play on a keyboard'],
      ['start chorale --mode duet', 'sings alto, tenor and bass below your melody'],
      ['start "Chopin:70+Joplin:30"', 'plays a blend of two composers'],
      ['start --out "Synth,channel=2" --no-virtual', 'plays to one hardware port only'],
      ['start --clock external --expression 0', "follows a DAW's MIDI clock, in strict time"],
      ['start --bars 32 --end-on-interrupt', 'pieces of 32 bars; Ctrl-C ends with a cadence, twice at once'],
      ['start --seed 7 --detach', 'plays in the background, the same music each time'],
    ],
  },
  stop: { examples: [['stop', 'silences all notes and finishes the recording']] },
  status: {
    examples: [
      ['status', 'what it plays, its page, ports, schedules and controllers'],
      ['status --json', 'the whole snapshot'],
    ],
  },
  dashboard: { examples: [['dashboard', 'q leaves it; the daemon plays on']] },
  set: {
    notes: ['Changes of mode, composer and meter take effect at the next bar line.'],
    examples: [
      ['set temperature=1.2 density=4', 'wilder, and four notes per beat'],
      ['set key="F# minor" register=40-72', 'keeps to a key and to part of the keyboard'],
      ['set composer=Chopin:70+Joplin:30', 'a blend, from the next bar line; without numbers, equal shares'],
      ['set mute=on', 'keeps composing without sound'],
    ],
  },
  ramp: { examples: [['ramp 120 16', 'changes the tempo gradually to 120 within sixteen beats']] },
  transport: { examples: [['transport stop', 'pauses; transport continue goes on, transport start begins again']] },
  end: {
    examples: [
      ['end', 'a cadence where the phrase ends, a last chord, and silence; transport start begins another piece'],
      ['end 2', 'the same within two bars'],
    ],
  },
  panic: { examples: [['panic', 'all notes off, on all channels in use']] },
  like: { examples: [['like', 'sets a marker in the recording; nightly trainings learn from it']] },
  tap: { examples: [['tap', 'run it twice or more, a quarter note apart']] },
  keep: { examples: [['keep 90s', 'saves the last minute and a half as a .mid file']] },
  record: { examples: [['record off', 'ends the recording and makes its .mid file']] },
  lessons: {
    notes: ['start --learn learns from the beginning, start --player keeps what was learned.'],
    examples: [
      ['lessons on', 'learns from what you play, every few bars'],
      ['lessons forget', 'plays as it was trained, from the next bar line on'],
    ],
  },
  learn: {
    notes: ['A control may also be an action: panic, end, like, tap, start, stop. Bindings are kept in the settings.'],
    examples: [['learn temperature', 'then move the knob; from now on it turns the temperature']],
  },
  forget: { examples: [['forget temperature', 'no knob turns it any more']] },
  ports: { examples: [['ports', 'every MIDI port, and what --out and --in would match']] },
  replay: {
    examples: [['replay output/sessions/x.session.jsonl', 'exit code 0 if every note is the same']],
  },
  render: {
    examples: [
      ['render take.mid', '→ take.wav'],
      ['render take.mid -o take.ogg --soundfont grand.sf2', 'with your own SoundFont'],
    ],
  },
  doctor: { examples: [['doctor', 'exit code 1 if something prevents playing']] },
  train: {
    notes: [
      'The data folder has one folder of .mid files per composer. Whole works are kept apart to measure the model on.',
      'Ctrl-C keeps the best model so far; the same command with --resume continues.',
    ],
    examples: [
      ['train Chopin --data music', '→ a model Chopin, and output/Chopin_training_loss.png'],
      ['train --together --name base --data music', 'one model of all composers in the folder'],
      ['train --plan --together --name base-plan --data music', 'a small model that plans whole pieces'],
      ['train Satie --data music --minutes 30 --resume', 'continues for half an hour'],
    ],
  },
  evaluate: {
    notes: ['Nats per note: how surprised the model is by each note; lower is better.'],
    examples: [
      ['evaluate Chopin unseen', 'measures a model on a folder of .mid files'],
      ['evaluate Chopin --validation --data music', 'on the works that its training kept apart'],
      ['evaluate Chopin unseen --dynamic', 'also while it adapts to each work'],
    ],
  },
  compare: {
    notes: [
      'Prints Markdown tables by setting, composer, statistic and distribution. Ranges are the middle nine tenths of passages of the training music; distributions are compared with unseen music. A classifier of composers, trained on the training music, names the composer of each sample (docs/quality.md).',
      'Progress goes to stderr; Ctrl-C ends without tables.',
    ],
    examples: [
      ['compare base --validation --data music', 'the 12 composers with most music, 50 pieces of 64 bars each'],
      ['compare Chopin unseen --data music --temperature 0.8,0.9,1', 'which temperature comes nearest to real music'],
    ],
  },
  generate: {
    examples: [
      ['generate Chopin --bars 32 --seed 7', '→ output/Chopin_generated_music.mid, the same for the same seed'],
      ['generate Chopin+Joplin', 'one piece in the style of both'],
      ['generate Chopin --prime theme.mid', 'continues your own music'],
    ],
  },
  harmonize: {
    notes: [
      'The melody is read in sixteenths, in its own tempo and metre. When a voice keeps its pitch, its note is held. Changes to the melody are reported.',
    ],
    examples: [
      ['harmonize tune.mid', '→ output/tune_harmonized.mid, with the tracks Soprano, Alto, Tenor and Bass'],
      ['harmonize tune.mid -o four.mid --seed 7 --samples 4', 'the likeliest of four, the same for the same seed'],
    ],
  },
  models: { examples: [['models', 'name, network, training notes, nats per note, licence of the sources']] },
  index: {
    notes: ['New models already have an index. Give exactly the music that the model was trained on.'],
    examples: [['index base --data music --exclude giantmidi', 'from now on quotations are detected']],
  },
  export: {
    notes: [
      'One run of the network takes the last event (ids), the states, and the fields of the next event sampled so far (next, in the order of the fields; fields not sampled yet may have any value). It returns the states after the event and the logits of each field.',
    ],
    examples: [['export base -o base.onnx', 'for ONNX Runtime and other programs that read ONNX, opset 17']],
  },
  config: {
    notes: ['An option overrides the environment (MUSIC_LSTM_WEB_PORT for web.port), which overrides the settings.'],
    examples: [
      ['config list', 'every setting, and where its value comes from'],
      ['config set controls.temperature 0.9', 'from the next start on'],
      [
        `config set schedules '[{"kind":"train","at":"0 3 * * *","composer":"Chopin"}]'`,
        'trains Chopin at three each night, with the moments that you liked',
      ],
    ],
  },
  schema: { examples: [['schema --asyncapi', 'the stream, for writing clients']] },
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
  MUSIC_LSTM_CONFIG       the settings file (config path prints it)
  MUSIC_LSTM_<SETTING>    any setting, for example MUSIC_LSTM_WEB_PORT=9000
  MUSIC_LSTM_SOCKET       the control socket, like --socket
  MUSIC_LSTM_TOKEN_FILE   the file of the token for page and stream
  MUSIC_LSTM_RUNTIME      native or wasm: forces this runtime
  NO_COLOR                turns off colours in the dashboard

Files:
  output/sessions/        recordings (.mid) and the logs that replay needs
  output/                 generated music, loss histories and plots
  data/<Composer>/*.mid   training music; --data names another folder

Exit codes:
  0  done
  1  failed
  2  wrong usage
  3  status: no daemon is running
  130  ended by Ctrl-C

More about a command: music-lstm-daemon <command> --help
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

/** Adds notes and examples to the help of every command. */
export const addHelpTexts = (program: Command, columns: number): void => {
  program.addHelpText('after', ENVIRONMENT);
  for (const command of program.commands) {
    const text = helpTexts[command.name()];
    if (text) command.addHelpText('after', helpAfter(program.name(), text, columns));
  }
};
