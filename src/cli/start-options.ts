import type { Command } from 'commander';
import { InvalidArgumentError, Option } from 'commander';
import type { Binding } from '../protocol/binding.js';
import type { ControlChange } from '../protocol/controls.js';
import type { Schedule } from '../protocol/schedule.js';
import type { Settings } from '../protocol/settings.js';
import { ControlReader } from './control-reader.js';
import { EARLIEST_MS, LATEST_MS, collectPorts, type PortOption } from './port-option.js';
import { collectTexts, integerFrom } from './option-parsers.js';
import { addWebOptions, type WebOptions } from './web-options.js';
import { LARGEST_SEED } from '../app/common-options.js';

/** The options of `start` as commander gives them; each control's is a change of that one. */
export interface StartOptions extends WebOptions {
  readonly mode?: ControlChange;
  readonly tempo?: ControlChange;
  readonly meter?: ControlChange;
  readonly temperature?: ControlChange;
  readonly topP?: ControlChange;
  readonly density?: ControlChange;
  readonly register?: ControlChange;
  readonly key?: ControlChange;
  readonly quoteLimit?: ControlChange;
  readonly expression?: ControlChange;
  readonly answerGap?: ControlChange;
  readonly answerAt?: ControlChange;
  readonly answerBars?: ControlChange;
  /** Controls that the user has settled for good. */
  readonly settled?: ControlChange;
  readonly click: boolean;
  readonly thru: boolean;
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

/** `follow` turns on following, a number sets the tempo. */
const tempoOption =
  (controls: ControlReader) =>
  (text: string): ControlChange =>
    text === 'follow' ? { tempoMode: 'follow' } : controls.option('bpm')(text, {});

/** A name becomes part of a file's. */
const playerName = (text: string): string => {
  if (/^[\p{L}\p{N}][\p{L}\p{N} _-]{0,59}$/u.test(text)) return text;
  throw new InvalidArgumentError('Expected a name of letters, digits, spaces, - and _.');
};

const addMusic = (command: Command, controls: ControlReader): Command =>
  command
    .optionsGroup('Music:')
    .option('-m, --mode <mode>', 'solo, answer (replies when you pause) or duet (plays along)', controls.option('mode'))
    .option(
      '--tempo <bpm|follow>',
      'quarter notes per minute, or follow: the tempo of your phrases',
      tempoOption(controls),
    )
    .option('--meter <n/d>', 'time signature (default: that of the primer)', controls.option('meter'))
    .option('-t, --temperature <x>', 'below 1 safer, above 1 wilder', controls.option('temperature'))
    .option('--top-p <share>', 'nucleus sampling: cumulative probability p', controls.option('topP'))
    .option('--density <notes>', 'notes per beat, or auto', controls.option('density'))
    .option('--register <low-high>', 'MIDI pitches to keep to, such as 40-72, or auto', controls.option('register'))
    .option('--key <key>', 'keep to a key, such as "F# minor"', controls.option('keyLock'))
    .option(
      '--quote-limit <notes>',
      'most notes in a row that may match the training music, or off',
      controls.option('quoteLimit'),
    )
    .option('--expression <percent>', 'how much rubato; 0 is strict time', controls.option('expression'))
    .option('--answer-gap <ms>', 'answer: pause that ends your phrase', controls.option('answerGapMs'))
    .option('--answer-at <place>', 'answer: reply now, or at the next beat or bar', controls.option('answerAt'))
    .option('--answer-bars <n>', 'answer: length of a reply; 0 means until you play', controls.option('answerBars'))
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
    )
    .option('--thru', 'send your keys on to the outputs', false);

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
    .option('--click', 'a click on every beat', false)
    .option('--click-channel <n>', 'MIDI channel of the click', channelOption, clock.clickChannel)
    .option('--no-auto-start', 'wait for the command `transport start`');

/** Adds the options of `start` to a command. */
export const addStartOptions = (command: Command, defaults: Settings): Command =>
  addWebOptions(
    addTime(addPorts(addMusic(command, new ControlReader(command)), defaults), defaults).optionsGroup(
      'Page and stream:',
    ),
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
    .option('--detach', 'run in the background', false)
    .option('--no-dashboard', 'print plain lines');
