import { allParts, type RecallUse, type Told, type ToldParts } from '../../encoding/plan/told-plan.js';
import { derivedRandom } from '../../model/sampling/random-source.js';
import { drawnPlan, endWithin, type PlanDrawer, type PlanStanding } from './plan-drawer.js';

/** Bars that are planned beyond the one in hand: a phrase is told before it begins. */
const BARS_AHEAD = 8;
/** Random numbers of a plan's bars: apart from those of revisions and events. */
const PLAN_KEY = 0x504c414e;

export interface PlanAheadOptions {
  readonly drawer: PlanDrawer;
  readonly standing: PlanStanding;
  readonly seed: number;
  readonly parts?: ToldParts;
  readonly recall?: RecallUse;
}

/** A plan that is drawn ahead of the music, bar by bar. Equal seeds give equal bars, whenever they are drawn. */
export class PlanAhead {
  readonly #drawer: PlanDrawer;
  readonly #seed: number;
  readonly #parts: ToldParts;
  readonly #recall: RecallUse;
  #standing: PlanStanding;
  #told: Told;

  constructor({ drawer, standing, seed, parts = allParts, recall = 'briefly' }: PlanAheadOptions) {
    this.#drawer = drawer;
    this.#seed = seed;
    this.#parts = parts;
    this.#recall = recall;
    this.#standing = standing;
    this.#told = this.#tell();
  }

  /** What the network is told of it so far. */
  get told(): Told {
    return this.#told;
  }

  /** Draws bars until the one that holds `step` and some beyond are planned, or the piece is at its end. */
  async reach(step: number): Promise<void> {
    let grown = false;
    while (this.#lacks(step)) {
      const { bars } = this.#standing.cursor;
      const next = await this.#drawer.next(this.#standing, derivedRandom(this.#seed, PLAN_KEY, bars.length));
      if (!next) break;
      this.#standing = next.standing;
      grown = true;
    }
    if (grown) this.#told = this.#tell();
  }

  /** Draws the whole of a plan whose length is known. */
  async drawAll(): Promise<void> {
    if (this.#standing.barsToCome === undefined) throw new RangeError('a plan of open length has no last bar');
    await this.reach(Infinity);
  }

  /** Plans anew from the bar behind the one that holds `step`, so that the piece ends within so many bars. */
  async end(step: number, bars: number): Promise<void> {
    await this.#backTo(step);
    this.#standing = endWithin(this.#standing, bars);
    await this.drawAll();
  }

  #lacks(step: number): boolean {
    const { bars } = this.#standing.cursor;
    const reached = bars.findLastIndex((bar) => bar.step <= step);
    return (
      this.#standing.barsToCome !== 0 &&
      (step === Infinity || bars.length - 1 < reached + BARS_AHEAD || bars.length === 0)
    );
  }

  /** The standing behind the bar that holds a step: bars are heard anew, since only their sequence is kept. */
  async #backTo(step: number): Promise<void> {
    const { cursor } = this.#standing;
    const kept = cursor.bars.findLastIndex((bar) => bar.step <= step) + 1;
    if (kept >= cursor.bars.length) return;
    const plan = drawnPlan(this.#standing);
    const bars = plan.bars.slice(0, kept);
    const endStep = bars.length > 0 ? bars[kept - 1].step + bars[kept - 1].steps : 0;
    const slots = plan.slots.filter((slot) => slot.step < endStep);
    const { composer, tonic, mode } = cursor.about;
    const request = { composer, tonic, mode, metre: this.#standing.metre };
    this.#standing = await this.#drawer.after({ ...plan, bars, slots }, request, derivedRandom(this.#seed, PLAN_KEY));
  }

  #tell(): Told {
    const { barsToCome, cursor } = this.#standing;
    const lastBar = barsToCome === undefined ? -1 : cursor.bars.length + barsToCome - 1;
    return { plan: drawnPlan(this.#standing), lastBar, parts: this.#parts, recall: this.#recall };
  }
}
