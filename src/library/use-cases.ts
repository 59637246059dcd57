import type { EvaluateOptions } from '../app/evaluate/evaluate-options.js';
import type { Evaluation } from '../app/evaluate/evaluation.js';
import type { GeneratedMidi } from '../app/generate/generate-midi.js';
import type { GenerateOptions } from '../app/generate/generate-options.js';
import type { TrainEvent } from '../app/train/train-event.js';
import type { TrainOptions } from '../app/train/train-options.js';
import { checkOptions } from './check-options.js';
import { splitOptions, type RunOptions } from './run-options.js';

export type { EvaluateOptions, Evaluation, GeneratedMidi, GenerateOptions, RunOptions, TrainEvent, TrainOptions };
export { DaemonError } from '../shared/error.js';

/** A model that was trained. */
export type TrainedModel = Omit<Extract<TrainEvent, { kind: 'trained' }>, 'kind'>;

/**
 * Composes a piece in the style of a composer, a blend (`Chopin:70+Joplin:30`) or a model of yours. Writes no file.
 *
 * @example
 * const { midi, seed } = await generate('Chopin', { bars: 16 });
 * await writeFile('piece.mid', midi);
 */
export const generate = async (
  composer: string,
  options: Partial<Omit<GenerateOptions, 'output'>> & RunOptions = {},
): Promise<GeneratedMidi> => {
  const { generateMidi } = await import('../app/generate/generate-midi.js');
  const { own, context } = splitOptions(options);
  return generateMidi(composer, own, context);
};

/**
 * Trains a model for each composer in folders of MIDI files, or one for all (`together`); an empty list means all that
 * are there. A signal ends it in good order, and `resume: true` goes on. Resolves with the models that it made.
 *
 * @example
 * const [model] = await train('Chopin', { data: ['music'], minutes: 30 });
 * console.log(model?.file, model?.nats);
 */
export const train = async (
  composers: string | readonly string[],
  options: Partial<TrainOptions> & RunOptions & { readonly onEvent?: (event: TrainEvent) => void } = {},
): Promise<readonly TrainedModel[]> => {
  const [{ train: trainAll }, { trainDefaults }] = await Promise.all([
    import('../app/train/train.js'),
    import('../app/train/train-options.js'),
  ]);
  const trained: TrainedModel[] = [];
  const { onEvent, ...rest } = options;
  const { own, context } = splitOptions(rest);
  checkOptions(own);
  const wanted = typeof composers === 'string' ? [composers] : composers;
  const emit = (event: TrainEvent): void => {
    onEvent?.(event);
    if (event.kind !== 'trained') return;
    const { kind: _kind, ...model } = event;
    trained.push(model);
  };
  await trainAll(wanted, { ...trainDefaults, ...own }, { ...context, emit });
  return trained;
};

/**
 * Measures how well a model predicts music that it has not seen, in nats per note, beside simple baselines. `music` is a
 * folder of .mid files or a chorale .json; undefined with `validation`.
 *
 * @example
 * const { scores } = await evaluate('Chopin', 'unseen', { data: ['music'] });
 * console.log(scores.natsPerNote);
 */
export const evaluate = async (
  model: string,
  music: string | undefined,
  options: EvaluateOptions & RunOptions = {},
): Promise<Evaluation> => {
  const { evaluateModel } = await import('../app/evaluate/evaluate-model.js');
  const { own, context } = splitOptions(options);
  checkOptions(own);
  return evaluateModel(model, music, own, context);
};
