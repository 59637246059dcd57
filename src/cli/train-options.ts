import { Option, type Command } from 'commander';
import {
  DEFAULT_KIND,
  NETWORK_KIND_NAMES,
  hyperparameters,
  type Hyperparameters,
  type OwnSize,
} from '../model/networks/hyperparameters.js';
import type { PlanChanges } from '../training/default-plan.js';
import { engineOption } from './engine-option.js';
import { DEFAULT_DATA, type EngineWish } from '../app/common-options.js';
import { collectTexts, integerFrom, numberFrom } from './option-parsers.js';

/** The options of `train` as commander gives them. */
export interface TrainOptions extends PlanChanges {
  /** Folders of composers; the default one without. */
  readonly data?: readonly string[];
  readonly models?: string;
  readonly output: string;
  readonly name?: string;
  readonly exclude: readonly string[];
  /** One model of all composers. */
  readonly together: boolean;
  /** A model of plans instead of music. */
  readonly plan: boolean;
  readonly liked?: string;
  /** A model to begin from. */
  readonly from?: string;
  readonly playerShare?: number;
  readonly minutes?: number;
  /** Semitones; piano music only. */
  readonly transpose: number;
  readonly resume: boolean;
  readonly engine: EngineWish;
  readonly threads?: number;
  readonly background: boolean;
}

/** What is learned, and where it goes. */
const addMusicOptions = (command: Command): Command =>
  command
    .optionsGroup('Music and files:')
    .option(
      '--data <folder>',
      `folder of composers, or a chorale .json (repeatable; default: ${DEFAULT_DATA})`,
      collectTexts,
    )
    .option('--models <folder>', "where the model goes (default: the user's data folder)")
    .option('--output <folder>', 'where loss history and plot go', 'output')
    .option('--name <name>', "the model's name, where one model is trained (default: the composer)")
    .option('--exclude <text>', 'leave out files whose path has this in it (repeatable)', collectTexts, [])
    .option('--together', 'one model of all these composers instead of one each; see --name', false)
    .option('--plan', 'learn plans of music (harmony, repetition, phrases) instead of notes', false)
    .option('--from <model>', 'fine-tune this model instead of beginning from nothing')
    .option('--liked <folder>', 'also learn the .mid files of this folder, as liked moments')
    .option(
      '--player-share <share>',
      "tell a part as a live player's, in this share of the music (default: 0.35 with --together, else 0)",
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

/** Adds the options of `train` to a command. */
export const addTrainOptions = (command: Command): Command =>
  addNetworkOptions(
    addMusicOptions(command)
      .optionsGroup('Length:')
      .option('--passes <n>', 'times the music is heard (default: by its size)', integerFrom(1, 100_000))
      .option('--minutes <n>', 'stop each model after this long', numberFrom(0.01, 100_000))
      .option('--patience <n>', 'stop after so many passes without progress', integerFrom(1, 100_000))
      .option('--resume', 'go on where an interrupted training stopped', false)
      .optionsGroup('Network and learning:')
      .option('--seed <n>', 'first random number: equal seeds, equal losses (default: 1)', integerFrom(0, 2 ** 31 - 1)),
  )
    .option('--units <n>', 'width of a layer (default: 256)', integerFrom(1, 4096))
    .option('--layers <n>', `layers (default: ${defaultOf(({ layers }) => layers)})`, integerFrom(1, 16))
    .option('--embedding <n>', 'width of an embedded event (default: 128)', integerFrom(1, 4096))
    .option('--head-units <n>', 'hidden units of each output (default: 128)', integerFrom(1, 4096))
    .option('--dropout <share>', 'share of units left out while learning (default: 0.4)', numberFrom(0, 0.9))
    .option('--transpose <n>', 'hear works up to n semitones away from their key', integerFrom(0, 6), 6)
    .option(
      '--learning-rate <rate>',
      `highest learning rate (default: ${defaultOf(({ learningRate }) => learningRate)})`,
      numberFrom(1e-6, 1),
    )
    .option('--weight-decay <rate>', 'pull of the weights towards 0 (default: 0.1)', numberFrom(0, 10))
    .option('--batch <n>', 'works learned side by side (default: by size)', integerFrom(1, 1024))
    .option('--steps <n>', 'events learned at once in each (default: 64)', integerFrom(1, 1024))
    .optionsGroup('Machine:')
    .addOption(engineOption())
    .option('--background', 'leave the machine to others: low priority, one core less, no busy waiting', false)
    .addOption(new Option('--threads <n>', 'threads (default: all cores)').argParser(integerFrom(1, 256)));
