import type { Meter } from '../../music/meter.js';
import type { Mode, MusicPlan } from '../../encoding/plan/music-plan.js';
import { derivedRandom, nextInt } from '../../shared/random-source.js';
import { composerSlot } from '../primer.js';
import { PlanAhead } from './plan-ahead.js';
import { PlanSampler, type PlanRequest } from './plan-sampler.js';
import type { Form } from './plan-form.js';
import type { PlanModel } from './plan-model.js';

/** Request for a plan. */
export interface PlannedPiece {
  readonly composer: string | null;
  /** Determines all randomness. */
  readonly seed: number;
  /** Chosen by the network if absent. */
  readonly metre?: Meter | undefined;
  readonly key?: { readonly tonic: number; readonly mode: Mode } | undefined;
  /** Number of bars; without it, and without a form, there is no end. */
  readonly bars?: number;
  readonly form?: Form;
  /** Where the first bar begins. */
  readonly step?: number;
  /** The music so far, whose last bar ends where the first planned one begins. */
  readonly before?: MusicPlan;
}

/** Keys of pieces, with common ones repeated. */
const TONICS = [0, 0, 7, 7, 5, 5, 2, 2, 10, 10, 9, 3, 3, 4, 8];
/** Random numbers of a plan's beginning. */
const BEGIN_KEY = 0x42454749;

/** A plan for a piece, from a plan network; equal seeds give equal plans. */
export const planPiece = async ({ model, composers }: PlanModel, piece: PlannedPiece): Promise<PlanAhead> => {
  const { composer, seed, metre, key, bars, form, step, before } = piece;
  const random = derivedRandom(seed, BEGIN_KEY);
  const slot = composer === null ? undefined : composerSlot({ composers: [...composers] }, composer);
  const heard = before && before.bars.length > 0 ? { ...before, ...key } : undefined;
  const request: PlanRequest = {
    tonic: TONICS[nextInt(random, TONICS.length)],
    ...key,
    composer: slot,
    metre,
    bars: bars === undefined ? undefined : bars + (heard?.bars.length ?? 0),
    form,
    step,
  };
  const drawer = new PlanSampler(model);
  const standing = heard ? await drawer.after(heard, request, random) : await drawer.begin(request, random);
  return new PlanAhead({ drawer, standing, seed });
};
