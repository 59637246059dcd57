import { createHash, randomInt } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import envPaths from 'env-paths';
import { defaultSocketPath } from '../adapters/control/socket-path.js';
import type { SourcePlan } from '../performance/input-source.js';
import { findPlayableModel } from '../composer/models/blended-model.js';
import { playableModels } from '../composer/models/playable-models.js';
import type { DaemonPlan } from '../daemon/daemon-plan.js';
import { ModelNotFoundError } from '../model/checkpoint/model-store-errors.js';
import { MODEL_ENDING, findModel } from '../model/checkpoint/model-names.js';
import { readCardOf, requireModels } from '../model/checkpoint/model-store.js';
import { readLossHistory } from '../training/loss/loss-history.js';
import { modelTrainingFiles } from '../training/trainer/training-files.js';
import type { KnownModel } from '../workers/composer/composer-messages.js';
import type { OutputPlan } from '../workers/performance/performance-messages.js';
import { DEFAULT_DATA, LARGEST_SEED } from '../app/common-options.js';
import { modelSearchFolders, userModelFolder } from '../app/models/model-folders.js';
import { packageVersion } from '../app/package-version.js';
import type { PortOption } from './port-option.js';
import type { CommandIo } from './command-io.js';
import { controlsAskedFor } from './control-options.js';
import { defaultSettings } from './settings/default-settings.js';
import { virtualInputName, type StartOptions } from './start-options.js';
import { planWeb } from './web-plan.js';
import { fileNameOf, isSameName } from '../shared/names.js';

const outputsOf = (options: StartOptions): OutputPlan[] => {
  const plan = (port: PortOption, kind: OutputPlan['kind']): OutputPlan => {
    const program = port.program ?? options.program;
    return {
      name: port.name,
      kind,
      channel: (port.channel ?? options.channel) - 1,
      program: program === undefined ? null : program - 1,
      offsetMs: port.offset ?? options.offset,
      clock: port.clock ?? options.sendClock,
    };
  };
  return [
    ...(options.virtual ? [plan({ name: options.virtualName }, 'virtual')] : []),
    ...options.out.map((port) => plan(port, 'hardware')),
  ];
};

const sourcesOf = ({ in: names, virtual, virtualName }: StartOptions): SourcePlan[] => [
  ...(virtual ? [{ name: virtualInputName(virtualName), kind: 'virtual' as const }] : []),
  ...names.map((name) => ({ name, kind: 'hardware' as const })),
];

const listVoices = async (folders: readonly string[]): Promise<readonly KnownModel[]> => {
  const voices = await playableModels(await requireModels(folders), readCardOf);
  return voices.map(({ name, file, bytes, composer, about }) => ({
    ...{ name, file: path.resolve(file), bytes, composer },
    ...(about ? { about } : {}),
  }));
};

/** The composer's folder in the data, by its name in any case. */
const composerInData = async (wanted: string, data: string): Promise<string | undefined> => {
  const names = await readdir(data).catch(() => []);
  return names.find((name) => isSameName(name, wanted));
};

/** The model that plays, and the composer to train meanwhile if there is music but no model, or an unfinished one. */
const castOf = async (
  wanted: string | undefined,
  models: readonly KnownModel[],
  fallback: string,
  places: DaemonPlan['trainingPlaces'],
): Promise<Pick<DaemonPlan, 'composer' | 'training'>> => {
  try {
    const { name, about } = findPlayableModel(models, wanted ?? fallback);
    const unfinished = about?.isUnfinished === true ? await composerInData(name, places.data) : undefined;
    return { composer: name, training: unfinished === undefined ? null : { ...places, composer: unfinished } };
  } catch (error) {
    const composer =
      error instanceof ModelNotFoundError ? await composerInData(wanted ?? fallback, places.data) : undefined;
    if (composer === undefined) throw error;
    return { composer: findModel(models, fallback).name, training: { ...places, composer } };
  }
};

/** How the losses of a model went, where its training has left that behind. */
const lossesOf = async (output: string, model: string): Promise<DaemonPlan['lossHistory']> => {
  const { history } = modelTrainingFiles('', output, model);
  const records = await readLossHistory(history);
  return records.map(({ pass, trainLoss, validationLoss }) => ({ pass, trainingLoss: trainLoss, validationLoss }));
};

const trainingPlacesOf = (
  { data = DEFAULT_DATA, models, output }: StartOptions,
  env: Readonly<NodeJS.ProcessEnv>,
): DaemonPlan['trainingPlaces'] => ({ data, models: models ?? userModelFolder(env), output });

/** What players have taught lies beside the user's models, in folders of their own that are not looked into for models. */
const adaptationOf = ({ adapt, player }: StartOptions, models: string): DaemonPlan['adaptation'] => ({
  on: adapt || player !== undefined,
  player: player ?? null,
  keptAs: (name, model) => {
    const digest = createHash('sha256').update(readFileSync(model)).digest('hex').slice(0, 8);
    return path.resolve(
      models,
      'players',
      fileNameOf(name),
      `${path.basename(model, MODEL_ENDING)}-${digest}${MODEL_ENDING}`,
    );
  },
});

/** What the command line asks for, with everything it leaves open decided. */
export const planStart = async (
  composer: string | undefined,
  options: StartOptions,
  io: CommandIo,
): Promise<DaemonPlan> => {
  const { env } = io;
  const folders = modelSearchFolders(options.models, env);
  const models = await listVoices(folders);
  const { controls: defaults } = defaultSettings();
  const askedControls = { ...options.settled, ...controlsAskedFor(options) };
  const trainingPlaces = trainingPlacesOf(options, env);
  const cast = await castOf(composer ?? askedControls.composer, models, defaults.composer, trainingPlaces);
  return {
    version: packageVersion(),
    defaults,
    askedControls,
    ...cast,
    lossHistory: await lossesOf(options.output, cast.composer),
    models,
    listModels: () => listVoices(folders),
    outputs: outputsOf(options),
    sources: sourcesOf(options),
    socketPath: options.socket ?? defaultSocketPath(env),
    sessionFolder: path.resolve(options.output, 'sessions'),
    spareSessionFolder: path.join(envPaths('music-lstm-daemon', { suffix: '' }).data, 'sessions'),
    record: options.record,
    web: planWeb(options, env),
    clockSource: options.clock,
    countInBars: options.countIn,
    bars: options.bars ?? null,
    clickChannel: options.clickChannel - 1,
    autoStart: options.autoStart,
    seed: options.seed ?? randomInt(LARGEST_SEED),
    prime: options.prime === undefined ? null : path.resolve(options.prime),
    trainingPlaces,
    likeness: options.likeness,
    adaptation: adaptationOf(options, trainingPlaces.models),
    schedules: options.schedules ?? [],
    bindings: options.bindings ?? [],
    saveBindings: async (bindings) => {
      const { openSettings } = await import('./settings/user-settings.js'); // seldom needed, and slow to load
      openSettings(io).set('bindings', bindings);
    },
  };
};
