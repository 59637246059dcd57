import { calibrationFeatures } from '../../encoding/calibration/calibration.js';
import type { CalibrationFeature, EventSituation } from '../../encoding/calibration/feature.js';
import { networkRows } from '../../encoding/piano/network-row.js';
import { PEDAL_DOWN_ID, pianoColumn, type PianoFieldName } from '../../encoding/piano/piano-schema.js';
import { rowSteps } from '../../encoding/piano/row-timeline.js';
import { barStepsOf, meterOfId } from '../../encoding/vocabulary/meter.js';
import type { Told } from '../../encoding/plan/told-plan.js';
import { emptyMemory } from '../../encoding/recall/recall-memory.js';
import { rememberRow } from '../../encoding/recall/recall-row.js';
import type { EventSchema, EventSequence } from '../../model/event-schema.js';

const fields = Object.entries(calibrationFeatures) as [PianoFieldName, readonly CalibrationFeature[]][];

export const allFeatures: readonly CalibrationFeature[] = fields.flatMap(([, features]) => features);

/** How often each outcome of each feature occurred in each context: [context × outcomes + outcome], by name. */
export type ChoiceCounts = Readonly<Record<string, Float64Array>>;

export const noChoices = (): ChoiceCounts =>
  Object.fromEntries(allFeatures.map(({ name, contexts, outcomes }) => [name, new Float64Array(contexts * outcomes)]));

const countEvent = (
  counts: ChoiceCounts,
  situation: EventSituation,
  counted: (field: PianoFieldName) => boolean,
): void => {
  for (const [field, features] of fields) {
    if (!counted(field)) continue;
    for (const { name, outcomes, choiceAt } of features) {
      const choice = choiceAt(situation);
      const outcome = choice?.outcomeOf(situation.ids[pianoColumn[field]]);
      if (choice && outcome !== undefined) counts[name][choice.context * outcomes + outcome]++;
    }
  }
};

const placeOf = (ids: Int32Array): Pick<EventSituation, 'beatPhase' | 'barSteps'> => {
  const metre = meterOfId(ids[pianoColumn.metre]);
  return { beatPhase: ids[pianoColumn.beatPhase], barSteps: metre ? barStepsOf(metre) : 0 };
};

/**
 * Adds the choices of a piece along a plan to the counts: those at steps for which `isCounted` holds. A wait belongs to
 * the step at which it begins.
 */
export const countChoices = (
  counts: ChoiceCounts,
  schema: EventSchema,
  piece: { readonly rows: EventSequence; readonly told: Told },
  isCounted: (step: number) => boolean,
): void => {
  const { rows, told } = piece;
  const { ids } = networkRows(schema, rows, told);
  const width = schema.length;
  const rowAt = (row: number): Int32Array => ids.subarray(row * width, (row + 1) * width);
  const steps = rowSteps(rows);
  let memory = emptyMemory();
  for (let row = 1; row < rows.length; row++) {
    const own = rowAt(row);
    const [fromStep, step] = [steps[row - 1], steps[row]];
    const situation = { memory, fromStep, ...placeOf(rowAt(row - 1)), ids: own };
    const isNote = own[pianoColumn.what] < PEDAL_DOWN_ID;
    countEvent(counts, situation, (field) =>
      field === 'wait' ? row > 1 && isCounted(fromStep) : isNote && isCounted(step),
    );
    memory = rememberRow(memory, own, step);
  }
};
