import path from 'node:path';
import { metreOf, type Metre } from '../../encoding/metre-table.js';
import { idAt } from '../../encoding/row-timeline.js';
import { planOfRows } from '../../encoding/plan/plan-of-rows.js';
import type { Checkpoint } from '../../model/checkpoint/checkpoint.js';
import { MODEL_ENDING, type StoredModel } from '../../model/checkpoint/model-store.js';
import type { EventSequence } from '../../model/event-schema.js';
import { loadEventModel, type EventModel } from '../../model/sampling/event-model.js';
import type { Engine } from '../../model/runtimes/engine.js';
import { derivedRandom, nextInt, type RandomSource } from '../../model/sampling/random-source.js';
import { composerSlot } from '../seed-excerpt.js';
import { PlanAhead } from './plan-ahead.js';
import { PlanDrawer } from './plan-drawer.js';
import type { Form } from './plan-form.js';

/** A plan network ready to draw. */
export interface PlanModel {
  readonly model: EventModel;
  /** Composers of its own table. */
  readonly composers: readonly string[];
}

/** The network whose plans a model plays that has none of its own. */
const HOUSE_PLANS = 'base-plan';

/** The stored network whose plans the model in a file plays: NAME-plan beside NAME, else the house's. */
export const planFileOf = (file: string, models: readonly StoredModel[]): StoredModel | undefined => {
  const own = `${path.basename(file, MODEL_ENDING)}-plan`;
  return models.find(({ name }) => name === own) ?? models.find(({ name }) => name === HOUSE_PLANS);
};

export const loadPlanModel = async (engine: Engine, { card, weights }: Checkpoint): Promise<PlanModel> => ({
  model: await loadEventModel(engine, card.network, weights),
  composers: card.composers,
});

/** What a plan is to be drawn for. */
export interface PlannedPiece {
  readonly composer: string | null;
  /** The music to go on from, or the start row of a new piece. */
  readonly seed: EventSequence;
  /** Bars to come; undefined for music without an end. */
  readonly bars?: number;
  readonly form?: Form;
  readonly random: number;
}

/** Keys that pieces are written in, the commonest most often. */
const TONICS = [0, 0, 7, 7, 5, 5, 2, 2, 10, 10, 9, 3, 3, 4, 8];
const BEGIN_KEY = 0x42454749;

const metreAtEnd = (seed: EventSequence): Metre | undefined => metreOf(idAt(seed, seed.length - 1, 'metre'));

const begin = async (drawer: PlanDrawer, composer: number | undefined, piece: PlannedPiece, random: RandomSource) => {
  const { seed, bars, form } = piece;
  const metre = metreAtEnd(seed);
  const request = {
    tonic: TONICS[nextInt(random, TONICS.length)],
    ...(composer === undefined ? {} : { composer }),
    ...(metre ? { metre } : {}),
    ...(bars === undefined ? {} : { bars }),
    ...(form ? { form } : {}),
  };
  if (seed.length <= 1) return drawer.begin(request, random);
  const whole = planOfRows(seed);
  // A piece that goes on has its own bars behind those of the seed.
  const heard = { ...request, ...(bars === undefined ? {} : { bars: whole.bars.length + bars }) };
  return drawer.after(whole, heard, random);
};

/** A plan for a piece, from a plan network; equal numbers give equal plans. */
export const planAhead = async ({ model, composers }: PlanModel, piece: PlannedPiece): Promise<PlanAhead> => {
  const drawer = new PlanDrawer(model);
  const slot = piece.composer === null ? undefined : composerSlot({ composers: [...composers] }, piece.composer);
  const standing = await begin(drawer, slot, piece, derivedRandom(piece.random, BEGIN_KEY));
  return new PlanAhead({ drawer, standing, seed: piece.random });
};
