import type { RecallMemory } from '../recall/recall-memory.js';

/** Where an event stands, as far as it is known. */
export interface EventSituation {
  /** The notes before the event. */
  readonly memory: RecallMemory;
  /** Step of the event before it, that step's place in the beat, 0–47 steps, and the bar's steps there, 0 if unknown. */
  readonly fromStep: number;
  readonly beatPhase: number;
  readonly barSteps: number;
  /** The event's row in the network's schema; fields that are not sampled yet are absent. */
  readonly ids: Int32Array;
}

/** What a feature says of the ids of a field in a situation. */
export interface Choice {
  readonly context: number;
  /** Which outcome an id is; undefined where the feature does not apply to it. */
  readonly outcomeOf: (id: number) => number | undefined;
}

/**
 * A statistic of music that written music should share: in each context, how often each outcome occurs. Its name stands
 * in model files; another meaning needs another name.
 */
export interface CalibrationFeature {
  readonly name: string;
  readonly contexts: number;
  readonly outcomes: number;
  /** Undefined where it does not apply. */
  readonly choiceAt: (situation: EventSituation) => Choice | undefined;
}
