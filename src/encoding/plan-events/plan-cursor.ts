import type { Mode, PlanBar, PlanSlot } from '../plan/music-plan.js';

/** Properties of a whole plan. */
export interface PlanAbout {
  /** Slot of the model's table of composers; COMPOSER_SLOTS for an unknown composer. */
  readonly composer: number;
  /** Key of the piece. */
  readonly tonic: number;
  readonly mode: Mode;
}

/** Where a section begins, and its number. */
interface SectionStart {
  readonly bar: number;
  readonly section: number;
}

/** The harmony and the outer notes that the next slot follows. */
export interface SlotBefore {
  readonly slot: PlanSlot | undefined;
  /** Highest and lowest pitch of the latest slots that have one. */
  readonly top: number;
  readonly low: number;
}

/** A plan so far. Immutable: adding a bar makes a new one, so bars can be taken back. */
export interface PlanCursor {
  readonly about: PlanAbout;
  readonly bars: readonly PlanBar[];
  /** The slots of each bar. */
  readonly slots: readonly (readonly PlanSlot[])[];
  /** Where the next bar begins. */
  readonly step: number;
  /** Distance and transposition of the latest bar that refers to another, and for how many bars in a row; 0 for none. */
  readonly lag: number;
  readonly shift: number;
  readonly lagRun: number;
  readonly sections: readonly SectionStart[];
  /** Bar in which the latest phrase began. */
  readonly phraseStart: number;
  readonly before: SlotBefore;
}

/** Outer notes of a plan without any: about an octave above and below middle C. */
const FIRST_TOP = 72;
const FIRST_LOW = 48;

/** Nothing planned yet; the first bar begins at `step`. */
export const emptyPlan = (about: PlanAbout, step = 0): PlanCursor => ({
  about,
  bars: [],
  slots: [],
  step,
  lag: 0,
  shift: 0,
  lagRun: 0,
  sections: [],
  phraseStart: 0,
  before: { slot: undefined, top: FIRST_TOP, low: FIRST_LOW },
});

/** The state that a slot leaves for the next one. */
export const afterSlot = ({ top, low }: SlotBefore, slot: PlanSlot): SlotBefore => ({
  slot,
  top: slot.top < 0 ? top : slot.top,
  low: slot.low < 0 ? low : slot.low,
});

/** The plan with one more bar. */
export const afterBar = (cursor: PlanCursor, bar: PlanBar, slots: readonly PlanSlot[]): PlanCursor => {
  const index = cursor.bars.length;
  const lag = bar.reference < 0 ? 0 : index - bar.reference;
  const begins = index === 0 || cursor.bars[index - 1].phraseLeft === 0;
  return {
    about: cursor.about,
    bars: [...cursor.bars, bar],
    slots: [...cursor.slots, slots],
    step: bar.step + bar.steps,
    lag: lag > 0 ? lag : cursor.lag,
    shift: lag > 0 ? bar.shift : cursor.shift,
    lagRun: lag === 0 ? 0 : lag === cursor.lag ? cursor.lagRun + 1 : 1,
    sections: bar.sectionStart ? [...cursor.sections, { bar: index, section: bar.section }] : cursor.sections,
    phraseStart: begins ? index : cursor.phraseStart,
    before: slots.reduce(afterSlot, cursor.before),
  };
};

/** The number of the section that the latest bar is in; 0 before the first. */
export const sectionNow = ({ sections }: PlanCursor): number => sections.at(-1)?.section ?? 0;
