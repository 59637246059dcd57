import type { Command } from 'commander';
import { InvalidArgumentError, Option } from 'commander';
import type { Binding } from '../protocol/binding.js';
import type { ControlChange } from '../protocol/controls.js';
import type { Schedule } from '../protocol/schedule.js';
import type { Settings } from '../protocol/settings.js';
import { LOG_LEVELS, type LogLevel } from '../shared/log-levels.js';
import { addControlOptions, type ControlOptions } from './control-options.js';
import { EARLIEST_MS, LATEST_MS, collectPorts, type PortOption } from './port-option.js';
import { collectTexts, integerFrom } from './option-parsers.js';
import { addWebOptions, type WebOptions } from './web-options.js';
import { LARGEST_SEED } from '../app/common-options.js';

/** The options of `start` as commander gives them. */
export interface StartOptions extends WebOptions, ControlOptions {
  /** Controls that the user has settled for good. */
  readonly settled?: ControlChange;
  readonly out: readonly PortOption[];
  readonly in: readonly string[];
  readonly virtualName: string;
  readonly virtual: boolean;
  readonly channel: number;
  readonly program?: number;
  readonly offset: number;
  readonly sendClock: boolean;
  readonly clock: 'internal' | 'external';
  readonly countIn: number;
  readonly clickChannel: number;
  readonly autoStart: boolean;
  readonly bars?: number;
  readonly endOnInterrupt: boolean;
  readonly adapt: boolean;
  readonly player?: string;
  readonly prime?: string;
  readonly seed?: number;
  readonly models?: string;
  readonly data?: string;
  readonly record: boolean;
  readonly output: string;
  readonly socket?: string;
  readonly logLevel: LogLevel;
  readonly logFile?: string;
  readonly detach: boolean;
  readonly dashboard: boolean;
  readonly likeness: boolean;
  readonly schedules?: readonly Schedule[];
  readonly bindings?: readonly Binding[];
}

/** The virtual input's name beside that of the output. */
export const virtualInputName = (outputName: string): string => `${outputName} in`;

/** MIDI channels are counted from 1 by people. */
const channelOption = integerFrom(1, 16);

/** A name becomes part of a file's. */
const playerName = (text: string): string => {
  if (/^[\p{L}\p{N}][\p{L}\p{N} _-]{0,59}$/u.test(text)) return text;
  throw new InvalidArgumentError('Expected a name of letters, digits, spaces, - and _.');
};

const addMusic = (command: Command): Command =>
  command
    .optionsGroup('Music:')
    .option(
      '--bars <n>',
      'length of every piece; then silence until the command `transport start`',
      integerFrom(1, 9999),
    )
    .option('--adapt', 'adapt to what you play, every few bars; gone at the end', false)
    .option('--player <name>', 'the same, kept for the next time this player plays', playerName)
    .option('--prime <file.mid>', 'start from this music instead of a random primer')
    .option(
      '--seed <n>',
      'number that starts the randomness: same seed and input, same music',
      integerFrom(0, LARGEST_SEED),
    );

const addPorts = (command: Command, { midi }: Settings): Command =>
  command
    .optionsGroup('MIDI ports:')
    .option(
      '--out <port>',
      'also play to this MIDI port, by part of its name, with options as in "name,channel=2,program=5,offset=-12,clock=on" (repeatable)',
      collectPorts,
      [],
    )
    .option('--in <part of name>', 'listen to this MIDI port (repeatable)', collectTexts, [])
    .option('--virtual-name <name>', 'name of the virtual output', midi.virtualName)
    .option('--no-virtual', 'open no virtual ports')
    .option('--channel <n>', 'MIDI channel to play on', channelOption, midi.channel)
    .option('--program <n>', 'General MIDI program to select, 1-128', integerFrom(1, 128))
    .option(
      '--offset <ms>',
      'send everything this much later; a negative value means earlier',
      integerFrom(EARLIEST_MS, LATEST_MS),
      midi.offset,
    );

const addTime = (command: Command, { clock }: Settings): Command =>
  command
    .optionsGroup('Time:')
    .addOption(
      new Option('--clock <source>', 'internal tempo, or follow an external MIDI clock')
        .choices(['internal', 'external'])
        .default(clock.source),
    )
    .option('--send-clock', 'send MIDI clock, Start and Stop to the outputs', false)
    .option('--count-in <bars>', 'clicks before the first note', integerFrom(0, 8), clock.countIn)
    .option('--click-channel <n>', 'MIDI channel of the click', channelOption, clock.clickChannel)
    .option('--no-auto-start', 'wait for the command `transport start`');

/** Adds the options of `start` to a command. */
export const addStartOptions = (command: Command, defaults: Settings): Command =>
  addWebOptions(
    addTime(addPorts(addMusic(addControlOptions(command)), defaults), defaults).optionsGroup('Page and stream:'),
    defaults,
  )
    .optionsGroup('Files and process:')
    .option('--models <folder>', 'use only models in this folder')
    .option('--data <folder>', 'train the composer from this folder if there is no model')
    .option('--no-likeness', 'do not show whom you sound like')
    .option('--no-record', 'do not record the session')
    .option('-o, --output <folder>', 'folder for recordings, in its subfolder sessions', 'output')
    .option('--socket <path>', 'control socket; each further daemon needs its own')
    .option('--end-on-interrupt', 'Ctrl-C ends the piece with a cadence; twice ends at once', false)
    .addOption(
      new Option('--log-level <level>', 'how much is printed, and written to the log file')
        .choices(LOG_LEVELS)
        .default(defaults.log.level),
    )
    .option(
      '--log-file <file>',
      'also write the log to this file, as JSON lines; with --detach, a file in your log folder otherwise',
    )
    .option('--detach', 'run in the background', false)
    .option('--no-dashboard', 'print plain lines');
