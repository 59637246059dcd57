import { rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { modelKind } from '../../composer/models/model-kind.js';
import { composerSlot } from '../../composer/primer.js';
import { encodePiece } from '../../encoding/piano/encode-piece.js';
import { encodeCheckpoint, type Checkpoint } from '../../model/checkpoint/checkpoint.js';
import { openModel } from '../../model/checkpoint/model-store.js';
import { onnxEngine } from '../../model/runtimes/onnx-engine.js';
import { loadOnnxRuntime } from '../../model/runtimes/onnx-loader.js';
import { OnlineTrainer } from '../../training/adaptation/online-trainer.js';
import { replaceFile } from '../../files/replace-file.js';
import { reasonOf } from '../../shared/error.js';
import { endWithParent, onParentMessage, planOfProcess, sendToParent } from '../shared/parent-process.js';
import { learnerPlanSchema, lessonSchema, type FromLearner, type Lesson } from './learner-messages.js';

/** Process entry: learns from what is played, at low priority; each lesson gives a checkpoint of its own. */

/** The composer may still be reading the one before. */
const FILES_LEFT = 2;

const plan = planOfProcess(learnerPlanSchema);

const open = async (file: string): Promise<Checkpoint> => openModel({ file, bytes: (await stat(file)).size });

const fileOf = (edition: number): string => path.join(plan.folder, `lesson-${edition}.safetensors`);

const prepare = async (): Promise<{ readonly trained: Checkpoint; readonly pupil: OnlineTrainer }> => {
  const runtime = await loadOnnxRuntime('auto', process.env, 1);
  const engine = onnxEngine(runtime.api, runtime.kind, 1, { spins: false });
  const trained = await open(plan.model);
  if (modelKind(trained.card) !== 'piano') throw new Error('the model that plays writes chorales and cannot adapt');
  const earlier = plan.earlier === null ? undefined : await open(plan.earlier);
  return { trained, pupil: await OnlineTrainer.start(engine, trained, earlier?.weights) };
};

const learn = async (
  { edition, piece, voice }: Lesson,
  { trained, pupil }: Awaited<ReturnType<typeof prepare>>,
): Promise<FromLearner> => {
  const slot = composerSlot(trained.card, voice.composer ?? voice.name);
  const report = await pupil.learn(encodePiece(piece, slot === undefined ? {} : { composerSlot: slot }));
  const bytes = encodeCheckpoint({ ...trained, weights: pupil.weights });
  await replaceFile(fileOf(edition), bytes);
  if (plan.keptAs !== null) await replaceFile(plan.keptAs, bytes);
  await rm(fileOf(edition - FILES_LEFT), { force: true });
  return { kind: 'learned', edition, file: fileOf(edition), report };
};

const emit = (message: FromLearner): Promise<void> => sendToParent(message);

const ready = prepare();
let working: Promise<void> = Promise.resolve();

onParentMessage(lessonSchema, (lesson) => {
  working = working
    .then(async () => emit(await learn(lesson, await ready)))
    .catch((error: unknown) => emit({ kind: 'failed', reason: reasonOf(error) }));
});

// the daemon has gone, however it went: what was not to be kept goes with it
endWithParent(() => {
  void rm(plan.folder, { recursive: true, force: true }).then(() => process.exit(0));
});
