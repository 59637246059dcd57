import { tickOfStep } from '../../encoding/shared/grid.js';
import { chordName } from '../../encoding/plan/chord-names.js';
import type { MusicPlan, PlanBar } from '../../encoding/plan/music-plan.js';
import { emptyPlan } from '../../encoding/plan/told-plan.js';
import type { ComposerAnswer, PlannedBar } from '../../performance/composer.js';
import { sectionLetter } from '../plan/section-markers.js';

/** The chords of a bar by slot; repeated ones are named once. */
const chordsOf = ({ slots }: MusicPlan, { step, steps }: PlanBar): PlannedBar['chords'] =>
  slots
    .filter((slot) => slot.step >= step && slot.step < step + steps)
    .map((slot) => ({ tick: tickOfStep(slot.step), name: chordName(slot) }))
    .filter(({ name }, i, all) => i === 0 || name !== all[i - 1].name);

/** The plan for the bar at a step and those after it. */
const plannedBars = (plan: MusicPlan, fromStep: number): readonly PlannedBar[] =>
  plan.bars
    .filter(({ step, steps }) => step + steps > fromStep)
    .map((bar) => ({
      tick: tickOfStep(bar.step),
      ticks: tickOfStep(bar.steps),
      section: sectionLetter(bar.section),
      chords: [...chordsOf(plan, bar)],
      cadence: bar.phraseLeft === 0 ? bar.cadence : 'none',
      returnsToTick: bar.reference >= 0 ? tickOfStep(plan.bars[bar.reference].step) : null,
    }));

/** Publishes the plan whenever it changes. */
export class PlanTold {
  #plan = emptyPlan;

  emit(plan: MusicPlan, step: number, answer: (answer: ComposerAnswer) => void): void {
    if (plan === this.#plan) return;
    this.#plan = plan;
    answer({ kind: 'planned', bars: plannedBars(plan, step) });
  }
}
