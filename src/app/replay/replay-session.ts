import { readFile } from 'node:fs/promises';
import { monotonicClock } from '../../adapters/clock/monotonic-clock.js';
import type { SessionHeader } from '../../adapters/recording/session-schema.js';
import { livePrimerOf } from '../../composer/live/live-primer.js';
import { ComposerRouter } from '../../composer/live/composer-router.js';
import { Replay } from '../../composer/live/replay.js';
import { openPlansFrom } from '../../workers/composer/open-plans.js';
import { ModelLoader } from '../../composer/live/model-loader.js';
import { PRIMER_KEY, PrimerFileError, primerFromFile } from '../../composer/primer.js';
import { findPlayableModel } from '../../composer/models/blended-model.js';
import { playableModels, type PlayableModel } from '../../composer/models/playable-models.js';
import { fileHashes } from '../../daemon/session/file-hashes.js';
import { openModel, readCardOf, requireModels } from '../../model/checkpoint/model-store.js';
import type { Engine } from '../../model/runtimes/engine.js';
import { derivedRandom } from '../../shared/random-source.js';
import { writeMidi } from '../../music/midi/write-midi.js';
import type { ComposedEvent, ComposerAnswer } from '../../performance/composer.js';
import { sessionPiece } from '../../performance/recording/session-piece.js';
import { DaemonError } from '../../shared/error.js';
import { quietContext, type RunContext } from '../run-context.js';
import { chooseEngine } from '../choose-engine.js';
import { modelSearchFolders } from '../models/model-folders.js';
import { freeOutput, type OverwriteOptions } from '../output/output-files.js';
import { writeOutput } from '../output/write-output.js';
import { differences, recordedNotes, replayedNotes } from './replay-differences.js';
import { readRecording, type ReplayRecording } from './replay-recording.js';

/** Where models are looked for, and where music goes. */
export interface ReplayOptions extends OverwriteOptions {
  /** The only folder in which models are looked for. */
  readonly models?: string;
  /** A .mid file that the session's music is written to as well. */
  readonly output?: string;
}

/** The models are not those that played. */
class ModelChangedError extends DaemonError {
  readonly code = 'MODEL_CHANGED';

  constructor(name: string) {
    super(`Model ${name} has changed since this session. Name the folder that has the earlier one with --models.`);
  }
}

/** A model that was learned while the session went on is not in its header, and is taken as it is. */
const requireSame = async (stored: PlayableModel, header: SessionHeader): Promise<void> => {
  const [{ sha256 }] = await fileHashes([stored]);
  const known = stored.blend?.[0].voice ?? stored.name;
  const played = header.models.find(({ name }) => name === known);
  if (played !== undefined && played.sha256 !== sha256) throw new ModelChangedError(stored.name);
};

/** Begins composers as those that played. */
class ReplayComposers {
  readonly #header: SessionHeader;
  readonly #voices: readonly PlayableModel[];
  readonly #loader: ModelLoader;
  readonly #answer: (answer: ComposerAnswer) => void;

  constructor(
    header: SessionHeader,
    voices: readonly PlayableModel[],
    folders: readonly string[],
    engine: Engine,
    answer: (a: ComposerAnswer) => void,
  ) {
    this.#header = header;
    this.#voices = voices;
    this.#answer = answer;
    this.#loader = new ModelLoader({
      engine,
      open: ({ name }) => openModel(findPlayableModel(voices, name)),
      openPlans: openPlansFrom(folders),
      random: () => derivedRandom(header.seed, PRIMER_KEY),
    });
  }

  /** A composer that has heard the music to go on from, and nothing else. */
  async begin(name: string): Promise<ComposerRouter> {
    const { seed, prime } = this.#header;
    const composer = new ComposerRouter({
      seed,
      clock: monotonicClock,
      answer: this.#answer,
      load: async (wanted) => {
        const voice = findPlayableModel(this.#voices, wanted);
        await requireSame(voice, this.#header);
        return this.#loader.load({ ...voice, name: wanted });
      },
    });
    const music = prime === null ? undefined : primerFromFile(await readPrime(prime), prime, undefined);
    await composer.begin(name, music && livePrimerOf(music.sequence));
    return composer;
  }
}

const readPrime = async (file: string): Promise<Uint8Array> => {
  try {
    return new Uint8Array(await readFile(file));
  } catch (cause) {
    throw new PrimerFileError(file, 'it cannot be opened.', { cause });
  }
};

const compose = async (
  { header, parts }: ReplayRecording,
  options: ReplayOptions,
  context: RunContext,
): Promise<readonly ComposedEvent[]> => {
  const folders = modelSearchFolders(options.models, context.env);
  const voices = await playableModels(await requireModels(folders), readCardOf);
  const engine = await chooseEngine('auto', 1, context);
  if (engine.name !== header.engine) {
    context.notice(
      `the session was played with ${header.engine}, this is ${engine.name}: equal notes are only promised for the same`,
    );
  }
  let replay: Replay | undefined;
  let composed: readonly ComposedEvent[] = [];
  const composers = new ReplayComposers(header, voices, folders, engine, (answer) => replay?.answered(answer));
  for (const { composer: name, revisions, end } of parts) {
    const composer = await composers.begin(name);
    try {
      if (replay) replay.replaceComposer(composer);
      else replay = new Replay(composer);
      composed = await replay.run(revisions, end);
    } finally {
      await composer.close();
    }
  }
  return composed;
};

/** What came of composing a session again. */
export interface ReplayResult {
  /** Composed now, without those that were muted live. */
  readonly notes: number;
  readonly recorded: number;
  /** In words, one for each note that is in one and not in the other; none where the music is the same. */
  readonly differences: readonly string[];
}

/** Composes a recorded session again, named by its log or by the .mid beside it, and compares the notes. */
export const replaySession = async (
  session: string,
  options: ReplayOptions = {},
  context: RunContext = quietContext,
): Promise<ReplayResult> => {
  const { output: file } = options;
  const output = file === undefined ? undefined : await freeOutput({ file, isOwnName: false }, options, context);
  const recording = await readRecording(session);
  const { events, certainTick } = recording;
  const composed = await compose(recording, options, context);
  const replayed = replayedNotes(composed, events);
  const recorded = recordedNotes(events);
  const found = differences(recorded, replayed, certainTick);
  if (output !== undefined) await writeOutput(output, writeMidi(sessionPiece(events, session)));
  const notes = found.length === 0 ? recorded.length : replayed.length;
  return { notes, recorded: recorded.length, differences: found };
};
