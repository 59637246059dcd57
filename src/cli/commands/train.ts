import { Option, type Command } from 'commander';
import { DEFAULT_DATA } from '../../app/common-options.js';
import {
  DEFAULT_KIND,
  NETWORK_KIND_NAMES,
  hyperparameters,
  trainDefaults,
  type Hyperparameters,
  type OwnSize,
  type TrainOptions,
} from '../../app/train/train-options.js';
import { contextOf, type CommandIo } from '../command-io.js';
import { engineOption } from '../engine-option.js';
import { addHelp, type HelpText } from '../help-text.js';
import { collectTexts, integerFrom, numberFrom } from '../option-parsers.js';

const help: HelpText = {
  notes: [
    'The data folder has one folder of .mid files per composer. Whole works are kept apart to measure the model on.',
    'Ctrl-C keeps the best model so far, marked as unfinished; the same command continues.',
  ],
  examples: [
    ['train Chopin --data music', '→ a model Chopin, and output/Chopin_training_loss.png'],
    ['train --together --name base --data music', 'one model of all composers in the folder'],
    ['train --plan --together --name base-plan --data music', 'a small model that plans whole pieces'],
    ['train Satie --data music --minutes 30', 'half an hour of it; the same command continues'],
  ],
};

/** What is learned, and where it goes. */
const addMusicOptions = (command: Command): Command =>
  command
    .optionsGroup('Music and files:')
    .option(
      '--data <folder>',
      `folder of composers, or a chorale .json (repeatable; default: ${DEFAULT_DATA})`,
      collectTexts,
    )
    .option('--models <folder>', "folder for the model (default: the user's data folder)")
    .option('--output <folder>', 'folder for loss history and plot', trainDefaults.output)
    .option('--name <name>', 'name of the model, if one is trained (default: the composer)')
    .option('--exclude <text>', 'leave out files whose path contains this (repeatable)', collectTexts, [])
    .option('--together', 'one model of all composers instead of one each; see --name', false)
    .option('--plan', 'train on plans (harmony, repetition, phrases) instead of notes', false)
    .option('--from <model>', 'fine-tune this model instead of starting from nothing')
    .option('--liked <folder>', 'also train on the .mid files in this folder')
    .option(
      '--player-share <share>',
      "treat a part as a live player's in this share of the music (default: 0.35 with --together, else 0)",
      numberFrom(0, 1),
    )
    .option(
      '--mistakes <share>',
      "give the network up to this share of a work's notes wrong, so that it can go on from its own (default: 0.4)",
      numberFrom(0, 1),
    );

/** What a hyperparameter is by default, for each kind of network where it differs: `2, of a transformer 4`. */
const defaultOf = (value: (kind: Hyperparameters) => number): string => {
  const usual = value(hyperparameters[DEFAULT_KIND]);
  const others = NETWORK_KIND_NAMES.filter((kind) => value(hyperparameters[kind]) !== usual);
  return [`${usual}`, ...others.map((kind) => `of a ${kind} ${value(hyperparameters[kind])}`)].join(', ');
};

/** The kind of network, and the sizes that only one kind has. */
const addNetworkOptions = (command: Command): Command => {
  command.addOption(
    new Option('--network <kind>', `kind of network (default: ${DEFAULT_KIND})`).choices(NETWORK_KIND_NAMES),
  );
  for (const kind of NETWORK_KIND_NAMES) {
    for (const [name, size] of Object.entries<OwnSize>(hyperparameters[kind].ownSizes)) {
      const help = `of a ${kind}: ${size.help} (default: ${size.default})`;
      command.option(`--${name} <n>`, help, integerFrom(1, size.most));
    }
  }
  return command;
};

const addOptions = (command: Command): Command =>
  addNetworkOptions(
    addMusicOptions(command)
      .optionsGroup('Length:')
      .option('--passes <n>', 'passes through the music (default: depends on its size)', integerFrom(1, 100_000))
      .option('--minutes <n>', 'stop training each model after this time', numberFrom(0.01, 100_000))
      .option('--patience <n>', 'stop after so many passes without progress', integerFrom(1, 100_000))
      .option('--resume', 'only continue an interrupted training, as it does by itself where it can')
      .option('--no-resume', 'begin again although an earlier training was interrupted')
      .optionsGroup('Network and learning:')
      .option(
        '--seed <n>',
        'number that starts the randomness: same seed, same losses (default: 1)',
        integerFrom(0, 2 ** 31 - 1),
      ),
  )
    .option('--units <n>', 'width of a layer (default: 256)', integerFrom(1, 4096))
    .option('--layers <n>', `layers (default: ${defaultOf(({ layers }) => layers)})`, integerFrom(1, 16))
    .option('--embedding <n>', 'width of an embedded event (default: 128)', integerFrom(1, 4096))
    .option('--head-units <n>', 'hidden units of each output (default: 128)', integerFrom(1, 4096))
    .option('--dropout <share>', 'share of units dropped in training (default: 0.4)', numberFrom(0, 0.9))
    .option('--transpose <n>', 'transpose works by up to n semitones', integerFrom(0, 6), trainDefaults.transpose)
    .option(
      '--learning-rate <rate>',
      `highest learning rate (default: ${defaultOf(({ learningRate }) => learningRate)})`,
      numberFrom(1e-6, 1),
    )
    .option('--weight-decay <rate>', 'weight decay (default: 0.1)', numberFrom(0, 10))
    .option('--batch <n>', 'works per batch (default: depends on the size)', integerFrom(1, 1024))
    .option('--steps <n>', 'events per training window (default: 64)', integerFrom(1, 1024))
    .optionsGroup('Machine:')
    .addOption(engineOption())
    .option('--background', 'run in the background: low priority, one core left free, no busy waiting', false)
    .addOption(new Option('--threads <n>', 'threads (default: all cores)').argParser(integerFrom(1, 256)));

/** `train`: trains models on a data folder, or on chorales from a .json file. */
export const registerTrain = (program: Command, io: CommandIo): void => {
  const command = program
    .command('train')
    .description('Train models on folders of MIDI files (or on chorales from a .json file).')
    .argument('[composer...]', 'composers to train, one model each (default: all in the data folder)');
  addOptions(command).action(async (composers: readonly string[], options: TrainOptions) => {
    const [{ train }, { TrainProgress }] = await Promise.all([
      import('../../app/train/train.js'),
      import('../reports/train-progress.js'),
    ]);
    const progress = new TrainProgress(io);
    await train(composers, options, { ...contextOf(io), emit: (event) => progress.onEvent(event) });
  });
  addHelp(command, help);
};
