import { readFile, writeFile } from 'node:fs/promises';
import { monotonicClock } from '../adapters/clock/monotonic-clock.js';
import { LOG_ENDING } from '../adapters/recording/session-files.js';
import {
  SessionLogError,
  parseSessionLog,
  type SessionHeader,
  type SessionLog,
} from '../adapters/recording/session-log.js';
import { beginningOf } from '../composer/live/beginning.js';
import { LiveComposers } from '../composer/live/live-composers.js';
import { Replay } from '../composer/live/replay.js';
import { openPlansFrom } from '../composer/plan/plan-model.js';
import { VoiceLoader } from '../composer/live/voice-loader.js';
import { EXCERPT_KEY, primeOf } from '../composer/seed-excerpt.js';
import { findVoice } from '../composer/blended-voice.js';
import { voicesOf, type Voice } from '../composer/voices.js';
import { fileHashes } from '../daemon/file-hashes.js';
import { openModel, readCardOf, requireModels } from '../model/checkpoint/model-store.js';
import { derivedRandom } from '../model/sampling/random-source.js';
import { writeMidi } from '../music/midi/write-midi.js';
import type { ComposedEvent, ComposerAnswer } from '../performance/composer.js';
import { sessionPiece } from '../performance/recording/session-piece.js';
import { DaemonError } from '../shared/error.js';
import type { CommandIo } from './command-io.js';
import { chooseEngine } from './engine-choice.js';
import { modelSearchFolders } from './model-search.js';
import { differences, recordedNotes, replayedNotes } from './replay-differences.js';

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

/** The log, named itself or by the .mid beside it. */
const readLog = async (named: string): Promise<SessionLog> => {
  const file = named.endsWith('.mid') ? `${named.slice(0, -'.mid'.length)}${LOG_ENDING}` : named;
  const text = await readFile(file, 'utf8').catch((cause: unknown) => {
    throw new SessionLogError(file, 'it cannot be opened', { cause });
  });
  const log = parseSessionLog(text, file);
  const first = log.events.find((event) => event.kind === 'revision');
  if (first?.revision.revision !== 1) {
    throw new SessionLogError(file, 'it was begun while music played, so what came before is not known');
  }
  return log;
};

/** A model that was learned while the session went on is not in its header, and is taken as it is. */
const requireSame = async (stored: Voice, header: SessionHeader): Promise<void> => {
  const [{ sha256 }] = await fileHashes([stored]);
  const known = stored.blend?.[0].voice ?? stored.name;
  const played = header.models.find(({ name }) => name === known);
  if (played !== undefined && played.sha256 !== sha256) throw new ModelChangedError(stored.name);
};

const compose = async (
  { header, events }: SessionLog,
  options: ReplayOptions,
  io: CommandIo,
): Promise<readonly ComposedEvent[]> => {
  const voices = await voicesOf(await requireModels(modelSearchFolders(options.models, io.env)), readCardOf);
  const engine = await chooseEngine('auto', 1, io);
  if (engine.name !== header.engine) {
    io.stderr.write(
      `note: the session was played with ${header.engine}, this is ${engine.name}: equal notes are only promised for the same\n`,
    );
  }
  const loader = new VoiceLoader({
    engine,
    open: ({ name }) => openModel(findVoice(voices, name)),
    openPlans: openPlansFrom(modelSearchFolders(options.models, io.env)),
    random: () => derivedRandom(header.seed, EXCERPT_KEY),
  });
  let answered: (answer: ComposerAnswer) => void = () => undefined;
  const composer = new LiveComposers({
    seed: header.seed,
    clock: monotonicClock,
    answer: (answer) => answered(answer),
    load: async (name, edition) => {
      const voice = findVoice(voices, name);
      await requireSame(voice, header);
      return loader.load({ ...voice, name, ...(edition > 0 ? { learned: { edition, from: voice.file } } : {}) });
    },
  });
  const replay = new Replay(composer);
  answered = (answer) => replay.answered(answer);
  try {
    const { prime } = header;
    const music = prime === null ? undefined : primeOf(new Uint8Array(await readFile(prime)), prime, undefined);
    await composer.begin(header.composer, music && beginningOf(music.sequence));
    const revisions = events.flatMap((event) => (event.kind === 'revision' ? [event.revision] : []));
    if (revisions.some(({ settings }) => settings.edition > 0)) {
      io.stderr.write('note: the network learned from its player; what it had learned is not in the recording\n');
    }
    const end = events.findLast((event) => event.kind === 'end');
    return await replay.run(revisions, end?.kept ?? revisions.at(-1)?.kept ?? 0);
  } finally {
    await composer.close();
  }
};

/** Composes the session again, and throws where it differs. */
export const replaySession = async (session: string, options: ReplayOptions, io: CommandIo): Promise<void> => {
  const log = await readLog(session);
  const composed = await compose(log, options, io);
  const replayed = replayedNotes(composed, log.events);
  const recorded = recordedNotes(log.events).slice(0, log.isComplete ? undefined : replayed.length);
  const found = differences(recorded, replayed, MOST_DIFFERENCES);
  if (options.output !== undefined) await writeFile(options.output, writeMidi(sessionPiece(log.events, session)));
  if (options.json)
    io.stdout.write(
      `${JSON.stringify({ notes: replayed.length, recorded: recorded.length, same: found.length === 0 })}\n`,
    );
  if (found.length > 0)
    throw new ReplayDiffersError(
      `The replay differs (${replayed.length} notes, ${recorded.length} recorded): ${found.join('; ')}.`,
    );
  if (!options.json) io.stdout.write(`${replayed.length} notes composed again, all as recorded\n`);
};
