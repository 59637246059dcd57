import { barStepsOf } from '../../encoding/vocabulary/meter.js';
import { allParts, type RecallUse, type Told, type ToldParts } from '../../encoding/plan/told-plan.js';
import { derivedRandom } from '../../shared/random-source.js';
import { sampledPlan, endAfter, endWithin, type PlanSampler, type PlanState } from './plan-sampler.js';

/** Bars that are planned beyond the one in hand: a phrase is told before it begins. */
const BARS_AHEAD = 8;
/** Standings that are kept, so that latest bars can be taken back without hearing all before them again. */
const KEPT_STANDINGS = 3 * BARS_AHEAD;
/** Random numbers of a plan's bars: apart from those of revisions and events. */
const PLAN_KEY = 0x504c414e;

export interface PlanAheadOptions {
  readonly drawer: PlanSampler;
  readonly standing: PlanState;
  readonly seed: number;
  readonly parts?: ToldParts;
  readonly recall?: RecallUse;
}

/** Where a plan is to end: at a step, or within so many bars behind the one that holds a step. */
export type PlanEnd = { readonly endStep: number } | { readonly step: number; readonly bars: number };

/** A plan that is drawn ahead of the music, bar by bar. Equal seeds give equal bars, whenever they are drawn. */
export class PlanAhead {
  readonly #options: PlanAheadOptions;
  /** Of the latest bars, the last one that of all. */
  readonly #standings: PlanState[];
  #told: Told;

  constructor(options: PlanAheadOptions) {
    this.#options = options;
    this.#standings = [options.standing];
    this.#told = this.#toldNow();
  }

  /** What the network is told of it so far. */
  get told(): Told {
    return this.#told;
  }

  /** The step behind its last bar; undefined while its length is open. */
  get endStep(): number | undefined {
    const { barsToCome, cursor, metre } = this.#standing;
    return barsToCome === undefined ? undefined : cursor.step + barsToCome * barStepsOf(metre);
  }

  /** Draws bars until the one that holds `step` and some beyond are planned, or the piece is at its end. */
  async reach(step: number): Promise<void> {
    let grown = false;
    while (this.#lacks(step)) {
      const standing = this.#standing;
      const random = derivedRandom(this.#options.seed, PLAN_KEY, standing.cursor.bars.length);
      const next = await this.#options.drawer.next(standing, random);
      if (!next) break;
      this.#standings.push(next.standing);
      if (this.#standings.length > KEPT_STANDINGS) this.#standings.shift();
      grown = true;
    }
    if (grown) this.#told = this.#toldNow();
  }

  /** The same plan as far as it stands by then, and from there on another that ends. It stays as it is itself. */
  async ending(end: PlanEnd, fromStep: number): Promise<PlanAhead> {
    const before = await this.#backTo('endStep' in end ? Math.min(fromStep, end.endStep - 1) : end.step);
    const barSteps = barStepsOf(before.metre);
    const standing =
      'endStep' in end
        ? endAfter(before, Math.round((end.endStep - before.cursor.step) / barSteps))
        : endWithin(before, end.bars);
    return new PlanAhead({ ...this.#options, standing });
  }

  get #standing(): PlanState {
    return this.#standings[this.#standings.length - 1];
  }

  #lacks(step: number): boolean {
    const { bars } = this.#standing.cursor;
    const reached = bars.findLastIndex((bar) => bar.step <= step);
    return this.#standing.barsToCome !== 0 && (bars.length - 1 < reached + BARS_AHEAD || bars.length === 0);
  }

  /** The standing behind the bar that holds a step: one that was kept, else all bars before are heard anew. */
  async #backTo(step: number): Promise<PlanState> {
    const standing = this.#standing;
    const { bars, about } = standing.cursor;
    const kept = bars.findLastIndex((bar) => bar.step <= step) + 1;
    const known = this.#standings.find(({ cursor }) => cursor.bars.length === kept);
    if (known) return known;
    const plan = sampledPlan(standing);
    const endStep = kept > 0 ? bars[kept - 1].step + bars[kept - 1].steps : standing.cursor.step;
    const slots = plan.slots.filter((slot) => slot.step < endStep);
    const request = { composer: about.composer, tonic: about.tonic, mode: about.mode, metre: standing.metre };
    const random = derivedRandom(this.#options.seed, PLAN_KEY);
    return this.#options.drawer.after({ ...plan, bars: bars.slice(0, kept), slots }, request, random);
  }

  #toldNow(): Told {
    const { parts = allParts, recall = 'briefly' } = this.#options;
    const { barsToCome, cursor } = this.#standing;
    const lastBar = barsToCome === undefined ? -1 : cursor.bars.length + barsToCome - 1;
    return { plan: sampledPlan(this.#standing), lastBar, parts, recall };
  }
}
