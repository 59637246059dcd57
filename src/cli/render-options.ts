import { InvalidArgumentError, Option, type Command } from 'commander';
import { formatOf, soundFormats, type SoundFormat } from '../adapters/sound/sound-format.js';
import { integerFrom } from './option-parsers.js';

/** The options of `render` as commander gives them. */
export interface RenderOptions {
  readonly output?: string;
  readonly soundfont?: string;
  readonly sampleRate: number;
  readonly format?: SoundFormat;
  readonly json: boolean;
}

const formatNames = soundFormats.join(' or ');

const outputOption = (text: string): string => {
  if (!formatOf(text)) throw new InvalidArgumentError(`Expected a file named .${soundFormats.join(' or .')}.`);
  return text;
};

/** Adds the options of `render` to a command. */
export const addRenderOptions = (command: Command): Command =>
  command
    .option(
      '-o, --output <file>',
      `sound file, .${soundFormats.join(' or .')} (default: next to the .mid)`,
      outputOption,
    )
    .addOption(new Option('--format <format>', `${formatNames}, if no output is named`).choices(soundFormats))
    .option('--soundfont <file>', 'instruments: .sf2, .sf3 or .dls (default: a grand piano)')
    .option('--sample-rate <hertz>', 'samples per second', integerFrom(8000, 48_000), 44_100)
    .option('--json', 'print one JSON object instead of a line', false);
