import type { Command } from 'commander';
import { commandKinds, commandRows } from '../protocol/commands.js';

/** What a command's help says beyond its options. */
export interface HelpText {
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

/** For each command by its name, of those that do not bring their own. */
const helpTexts: Readonly<Record<string, HelpText>> = {
  ...remoteTexts,
  start: {
    notes: [
      'Ports: unless --no-virtual is given, it opens a virtual output and a virtual input (Linux, macOS). On Windows, name ports of a driver such as loopMIDI with --out and --in.',
      'In a terminal it shows the dashboard; ? lists the keys. Otherwise it prints the address of the page and the ports, and runs until SIGTERM or Ctrl-C.',
      'The page opens in the browser at npm start, or with --open; the dashboard opens it with o and shows its link and a QR code with w. The link holds while this daemon runs.',
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
};

const ENVIRONMENT = `
Environment:
  MUSIC_LSTM_CONFIG       the settings file (config path tells which it is)
  MUSIC_LSTM_<SETTING>    any setting, e.g. MUSIC_LSTM_WEB_PORT=9000
  MUSIC_LSTM_SOCKET       the control socket, as --socket
  MUSIC_LSTM_TOKEN_FILE   where the token of page and stream is kept
  MUSIC_LSTM_RUNTIME      native or wasm: which runtime computes
  NO_COLOR                no colours on the terminal

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

const helpAfter = (command: Command, { notes = [], examples }: HelpText): string => {
  const program = command.parent?.name() ?? '';
  const columns = command.configureOutput().getOutHelpWidth?.() ?? 80;
  const wrapped = notes.map((note) => command.createHelp().boxWrap(note, columns));
  const lines = examples.flatMap(([line, what]) => [`  ${program} ${line}`, `      ${what}`]);
  return ['', ...(wrapped.length === 0 ? [] : [...wrapped, '']), 'Examples:', ...lines].join('\n');
};

/** Adds to the help of a command what a manual would say. */
export const addHelp = (command: Command, text: HelpText): Command =>
  command.addHelpText('after', () => helpAfter(command, text));

/** Adds to the help of the program, and of the commands above, what a manual would say. */
export const addHelpTexts = (program: Command): void => {
  program.addHelpText('after', ENVIRONMENT);
  for (const command of program.commands) {
    const text = helpTexts[command.name()];
    if (text) addHelp(command, text);
  }
};
