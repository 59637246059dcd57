import { pianoColumn } from '../../encoding/piano/piano-schema.js';
import type { ModelCard } from '../../model/checkpoint/model-card.js';
import type { Weights } from '../../model/networks/parameters.js';
import type { Engine } from '../../model/runtimes/engine.js';
import { TokenScorer } from '../../model/sampling/token-scorer.js';
import { modelKind } from '../models/model-kind.js';
import { composersOf } from '../models/playable-models.js';

/** Fields that identify a composer. Velocity is left out, since it depends on the player and on who made the file. */
const TELLING = ['wait', 'what', 'duration'];

/** A network prepared to score all its playable composers; undefined if there are fewer than two. */
export const loadStyleScorer = async (
  engine: Engine,
  card: ModelCard,
  weights: Weights,
): Promise<{ readonly model: TokenScorer; readonly names: readonly string[] } | undefined> => {
  const names = composersOf(card);
  if (modelKind(card) !== 'piano' || names.length < 2) return undefined;
  const ids = names.map((name) => card.composers.indexOf(name));
  const judged = { column: pianoColumn.composer, ids, fields: TELLING };
  return { model: await TokenScorer.load(engine, card.network, weights, judged), names };
};
