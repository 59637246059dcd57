import { DaemonError } from '../../shared/error.js';
import { generateLimits, type Limits, type PieceOptions } from './generate-options.js';

/** An option that no piece can be composed with. */
export class OptionError extends DaemonError {
  readonly code = 'OPTION_OUT_OF_RANGE';
  override readonly exitCode = 2;

  constructor(name: string, must: string, given: unknown) {
    super(`${name} must be ${must}, not ${typeof given === 'string' ? `"${given}"` : String(given)}.`);
  }
}

type Limited = keyof typeof generateLimits;
const isLimited = (name: string): name is Limited => name in generateLimits;

const checkNumber = (name: Limited, value: unknown): void => {
  const { from, to, isWhole = false }: Limits = generateLimits[name];
  const isWithin = typeof value === 'number' && value >= from && value <= to;
  if (isWithin && (!isWhole || Number.isInteger(value))) return;
  throw new OptionError(name, `a ${isWhole ? 'whole number' : 'number'} from ${from} to ${to}`, value);
};

/** Fewer notes in a row occur in all music. */
const FEWEST_QUOTED = 8;

/** Throws an OptionError for a number that is out of range; a command line has checked its own already. */
export const checkPieceOptions = (options: Partial<PieceOptions>): void => {
  for (const [name, value] of Object.entries(options)) if (isLimited(name)) checkNumber(name, value);
  const { quoteLimit = null } = options;
  if (quoteLimit !== null && !(quoteLimit >= FEWEST_QUOTED)) {
    throw new OptionError('quoteLimit', `null or at least ${FEWEST_QUOTED}`, quoteLimit);
  }
};
