import { hasOwnPart } from '../../encoding/piano/player-part.js';
import { DAEMON_ID, pianoColumn, pianoSchema } from '../../encoding/piano/piano-schema.js';
import type { EventSequence } from '../../model/event-schema.js';
import type { Engine } from '../../model/runtimes/engine.js';
import { seedRandom } from '../../shared/random-source.js';
import { isPianoNote } from '../../training/corpus/piano-works.js';
import { pianoCountedFields, type FieldScores } from '../../training/evaluation/field-scores.js';
import { listeningTest, type ListeningTest } from '../../training/datasets/simulate-player.js';
import type { RunContext } from '../run-context.js';
import type { Listening, ListeningScores } from './evaluation.js';
import { scoreModel } from './score-model.js';
import type { NamedModel } from '../models/named-model.js';

/** The daemon's notes only. */
const scored = {
  schema: pianoSchema,
  countedFields: pianoCountedFields,
  isNote: (ids: Int32Array, offset: number): boolean =>
    ids[offset + pianoColumn.who] === DAEMON_ID && isPianoNote(ids, offset),
};

/** Draws the hands. */
const SEED = 1;

/** How well a model foresees the rest of works while a player has a part, told in several ways. */
const scorePart = async (
  model: NamedModel,
  works: readonly EventSequence[],
  engine: Engine,
  context: RunContext,
): Promise<ListeningScores | undefined> => {
  if (works.length === 0) return undefined;
  const random = seedRandom(SEED);
  const tests = works.filter(({ length }) => length > 1).map((work) => listeningTest(work, random));
  const score = async (way: keyof ListeningTest): Promise<FieldScores> => {
    const { all } = await scoreModel(
      model,
      scored,
      tests.map((test) => test[way]),
      engine,
      context,
    );
    return all;
  };
  return {
    exact: await score('exact'),
    humanised: await score('humanised'),
    shuffled: await score('shuffled'),
    alone: await score('alone'),
  };
};

/** How well a model foresees one hand of piano music whose other hand, and the piano of songs whose voice, is a player's. */
export const scoreListening = async (
  model: NamedModel,
  works: readonly EventSequence[],
  engine: Engine,
  context: RunContext,
): Promise<Listening> => {
  const songs = works.filter(hasOwnPart);
  const others = works.filter((work) => !hasOwnPart(work));
  const hand = await scorePart(model, others, engine, context);
  const voice = await scorePart(model, songs, engine, context);
  return { ...(hand ? { hand } : {}), ...(voice ? { voice } : {}) };
};
