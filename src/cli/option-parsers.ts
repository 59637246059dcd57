import { InvalidArgumentError } from 'commander';
import type { Limits } from '../app/generate/generate-options.js';

/** What numbers an option takes. */
export interface NumberRange {
  readonly min: number;
  readonly max: number;
}

const parseNumber = (text: string, { min, max }: NumberRange, kind: string): number => {
  const value = Number(text);
  if (text.trim() === '' || !(value >= min && value <= max)) {
    throw new InvalidArgumentError(`Expected ${kind} from ${min} to ${max}.`);
  }
  return value;
};

/** For commander: a number in a range, both ends included. */
export const numberFrom =
  (min: number, max: number) =>
  (text: string): number =>
    parseNumber(text, { min, max }, 'a number');

/** For commander: a whole number in a range, both ends included. */
export const integerFrom =
  (min: number, max: number) =>
  (text: string): number => {
    const value = parseNumber(text, { min, max }, 'a whole number');
    if (!Number.isInteger(value)) throw new InvalidArgumentError(`Expected a whole number from ${min} to ${max}.`);
    return value;
  };

/** For commander: a number that a use case takes. */
export const numberWithin = ({ from, to, isWhole = false }: Limits): ((text: string) => number) =>
  isWhole ? integerFrom(from, to) : numberFrom(from, to);

/** For commander: most notes in a row as in what was learned, from where runs are counted, or `off`. */
export const quoteLimitFrom = (text: string): number | null => {
  if (text === 'off') return null;
  const notes = Number(text);
  if (Number.isInteger(notes) && notes >= 8 && notes <= 1000) return notes;
  throw new InvalidArgumentError('Expected a whole number from 8 to 1000, or off.');
};

/** For commander: an option that may be given several times. */
export const collectTexts = (value: string, before: readonly string[] = []): readonly string[] => [...before, value];
