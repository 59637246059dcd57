import type { MeterSpan } from '../../encoding/shared/meter-span.js';
import type { PlacedEvent } from '../../encoding/piano/event-rows.js';
import { COMPOSER_SLOTS, PEDAL_DOWN_ID, absentIn } from '../../encoding/piano/piano-schema.js';
import { scoredNats } from '../../model/sampling/token-scorer.js';
import type { HearingModel } from '../../model/sampling/event-model.js';
import type { Likeness } from '../../protocol/live-event.js';
import type { ContinuationState } from '../piano/continuation-state.js';
import { afterPlaced, firstStanding } from '../live/ingest-event.js';
import { pianoConstraints } from '../piano/constraints.js';

/** Number of latest notes counted. */
const WINDOW = 128;
/** With fewer notes, a result would be noise. */
const FEWEST = 24;
/**
 * Notes of a piece are not independent evidence, so the sum of their nats is scaled by this before it becomes a
 * probability. Fitted on five unseen works (docs/models.md), which is little calibration: shares rank, but are not
 * frequencies.
 */
const TEMPER = 0.05;
const MOST_TOLD = 5;
/** Going back further than this means a new start, steps: a beat. */
const BACK = 48;

/** Shares that add up to 1, from each composer's nats. */
export const sharesOf = (nats: readonly number[], temper = TEMPER): readonly number[] => {
  const least = Math.min(...nats);
  const odds = nats.map((loss) => Math.exp(-temper * (loss - least)));
  const total = odds.reduce((sum, odd) => sum + odd, 0);
  return odds.map((odd) => odd / total);
};

/** Computes whose music the latest notes resemble, from how well each composer's style predicts them. */
export class StyleShares {
  readonly #model: HearingModel;
  readonly #names: readonly string[];
  readonly #hearsPlayer: boolean;
  #state: ContinuationState | undefined;
  #window: Float32Array[] = [];

  /** `model` scores composers in the order of `names`. */
  constructor(model: HearingModel, names: readonly string[], hearsPlayer: boolean) {
    this.#model = model;
    this.#names = names;
    this.#hearsPlayer = hearsPlayer;
  }

  /** Takes one event of the player; `metre` is in force by then. */
  async ingest(event: PlacedEvent, metre: MeterSpan): Promise<void> {
    const listening = { model: this.#model, bounds: pianoConstraints };
    const about = { metres: [metre], composer: COMPOSER_SLOTS, source: absentIn('source') };
    const before = this.#state;
    const goesOn = before !== undefined && event.step >= before.cursor.step - BACK;
    const from = goesOn
      ? { ...before, cursor: { ...before.cursor, metres: about.metres } }
      : await firstStanding(listening, about, event.step);
    this.#state = await afterPlaced(listening, from, event, this.#hearsPlayer);
    if (event.what < PEDAL_DOWN_ID) {
      this.#window = [...this.#window.slice(1 - WINDOW), scoredNats(this.#state.network)];
    }
  }

  /** The likeliest first; undefined before there are enough notes. */
  get likeness(): Likeness | undefined {
    if (this.#window.length < FEWEST) return undefined;
    const nats = this.#names.map((_, i) => this.#window.reduce((sum, note) => sum + note[i], 0));
    const shares = sharesOf(nats);
    const composers = this.#names.map((composer, i) => ({ composer, share: Number(shares[i].toFixed(4)) }));
    composers.sort((a, b) => b.share - a.share);
    return { notes: this.#window.length, composers: composers.slice(0, MOST_TOLD) };
  }
}

/** The metre from the latest bar line at or before a step on; bars are counted from `barLineStep`, also backwards. */
export const metreAtStep = (metre: MeterSpan, step: number): MeterSpan => {
  const { barSteps } = metre;
  if (step >= metre.step || barSteps <= 0) return { ...metre, step: Math.min(metre.step, step) };
  return { ...metre, step: metre.step - Math.ceil((metre.step - step) / barSteps) * barSteps };
};
