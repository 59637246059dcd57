import { InvalidArgumentError, Option, type Command } from 'commander';
import { formatOf, soundFormats } from '../../adapters/sound/sound-format.js';
import { SAMPLE_RATE, type RenderOptions } from '../../app/render/render-options.js';
import { durationText } from '../../shared/duration-text.js';
import { contextOf, type CommandIo } from '../command-io.js';
import { forceOption } from '../force-option.js';
import { addHelp, type HelpText } from '../help-text.js';
import { integerFrom } from '../option-parsers.js';
import { percentText, progressLine } from '../reports/progress-line.js';

const help: HelpText = {
  examples: [
    ['render take.mid', '→ take.wav'],
    ['render take.mid -o take.ogg --soundfont grand.sf2', 'with your own SoundFont'],
  ],
};

/** The options as commander gives them. */
interface RenderFlags extends RenderOptions {
  readonly json: boolean;
}

const outputOption = (text: string): string => {
  if (!formatOf(text)) throw new InvalidArgumentError(`Expected a file named .${soundFormats.join(' or .')}.`);
  return text;
};

const addOptions = (command: Command): Command =>
  command
    .option(
      '-o, --output <file>',
      `sound file, .${soundFormats.join(' or .')} (default: next to the .mid)`,
      outputOption,
    )
    .addOption(forceOption())
    .addOption(
      new Option('--format <format>', `${soundFormats.join(' or ')}, where no output is named`).choices(soundFormats),
    )
    .option('--soundfont <file>', 'instruments: .sf2, .sf3 or .dls (default: a grand piano)')
    .option('--sample-rate <hertz>', 'samples per second', integerFrom(8000, 48_000), SAMPLE_RATE)
    .option('--json', 'print one JSON object instead of a line', false);

/** `render`: a .mid file as sound. */
export const registerRender = (program: Command, io: CommandIo): void => {
  const command = program
    .command('render')
    .description(
      'Turn a .mid file into sound, with the included piano or your own SoundFont: notes, pedal, tempo and programs, normalised to full level.',
    )
    .argument('<file.mid>', 'what to render, such as a recorded session');
  addOptions(command).action(async (file: string, { json, ...options }: RenderFlags) => {
    const { renderFile } = await import('../../app/render/render-file.js');
    const progress = progressLine(io, percentText('rendered'));
    const report = await renderFile(file, options, { ...contextOf(io), progress });
    const { output, seconds, tookSeconds, gainDb } = report;
    const pace = `${Math.round(seconds / tookSeconds)} times real time`;
    io.stdout.write(
      json
        ? `${JSON.stringify(report)}\n`
        : `${output}: ${durationText(seconds)} of sound in ${tookSeconds.toFixed(1)} s (${pace}), ${gainDb} dB\n`,
    );
  });
  addHelp(command, help);
};
