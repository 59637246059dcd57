import { readFile } from 'node:fs/promises';
import { monotonicClock } from '../../adapters/clock/monotonic-clock.js';
import type { SessionHeader } from '../../adapters/recording/session-schema.js';
import { livePrimerOf } from '../../composer/live/live-primer.js';
import { ComposerRouter } from '../../composer/live/composer-router.js';
import { Replay } from '../../composer/live/replay.js';
import { openPlansFrom } from '../../composer/plan/plan-model.js';
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
import type { CommandIo } from '../../cli/command-io.js';
import { chooseEngine } from '../choose-engine.js';
import { modelSearchFolders } from '../models/model-folders.js';
import { writeOutput } from '../output-files.js';
import { differences, recordedNotes, replayedNotes } from './replay-differences.js';
import { readRecording, type ReplayRecording } from './replay-recording.js';

/** The options of `replay` as commander gives them. */
export interface ReplayOptions {
  readonly models?: string;
  readonly output?: string;
  readonly json: boolean;
}

/** The models are not those that played. */
class ModelChangedError extends DaemonError {
  readonly code = 'MODEL_CHANGED';

  constructor(name: string) {
    super(`Model ${name} is not the one that played in this session. Name a folder that has it with --models.`);
  }
}

/** The replay is another music. */
class ReplayDiffersError extends DaemonError {
  readonly code = 'REPLAY_DIFFERS';
}

const MOST_DIFFERENCES = 3;

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
  io: CommandIo,
): Promise<readonly ComposedEvent[]> => {
  const folders = modelSearchFolders(options.models, io.env);
  const voices = await playableModels(await requireModels(folders), readCardOf);
  const engine = await chooseEngine('auto', 1, io);
  if (engine.name !== header.engine) {
    io.stderr.write(
      `note: the session was played with ${header.engine}, this is ${engine.name}: equal notes are only promised for the same\n`,
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

/** Composes the session again, and throws where it differs. */
export const replaySession = async (session: string, options: ReplayOptions, io: CommandIo): Promise<void> => {
  const recording = await readRecording(session);
  const { events, certainTick } = recording;
  const composed = await compose(recording, options, io);
  const replayed = replayedNotes(composed, events);
  const recorded = recordedNotes(events);
  const found = differences(recorded, replayed, certainTick);
  if (options.output !== undefined) await writeOutput(options.output, writeMidi(sessionPiece(events, session)));
  const notes = found.length === 0 ? recorded.length : replayed.length;
  if (options.json) {
    io.stdout.write(`${JSON.stringify({ notes, recorded: recorded.length, same: found.length === 0 })}\n`);
  }
  if (found.length > 0) {
    const first = found.slice(0, MOST_DIFFERENCES).join('; ');
    throw new ReplayDiffersError(`The replay differs (${notes} notes, ${recorded.length} recorded): ${first}.`);
  }
  if (!options.json) io.stdout.write(`${notes} notes composed again, all as recorded\n`);
};
