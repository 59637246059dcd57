import type { Meter } from '../../music/meter.js';
import { STEPS_PER_BEAT } from '../shared/grid.js';

/** The order must never change, since checkpoints contain these ids. All bars are at most 16 quarters long. */
const METER_TABLE: readonly Meter[] = [
  ...['4/4', '3/4', '2/4', '6/8', '2/2', '3/8', '12/8', '9/8', '6/4', '5/4', '4/8', '3/2', '4/2', '7/8', '5/8', '8/4'],
  ...['7/4', '9/4', '1/4', '2/8', '8/8', '10/4', '3/16', '6/16', '9/16', '12/16', '4/16', '1/8', '1/2', '12/4', '16/8'],
  '24/16',
].map((signature) => {
  const [numerator, denominator] = signature.split('/').map(Number);
  return { numerator, denominator };
});

export const METER_COUNT = METER_TABLE.length;

/** The id of a time signature; METRE_COUNT, absent, for one that is not in the table. */
export const meterIdOf = ({ numerator, denominator }: Meter): number => {
  const id = METER_TABLE.findIndex((metre) => metre.numerator === numerator && metre.denominator === denominator);
  return id < 0 ? METER_COUNT : id;
};

/** The time signature of an id, or undefined for the absent one. */
export const meterOfId = (id: number): Meter | undefined => METER_TABLE[id];

/** Steps of 1/48 quarter in one bar; 192 for 4/4. */
export const barStepsOf = ({ numerator, denominator }: Meter): number => (numerator * 4 * STEPS_PER_BEAT) / denominator;
