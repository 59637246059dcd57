import { OptionError } from '../app/generate/check-piece-options.js';

const LISTS = ['data', 'exclude'];

/** Throws an OptionError for what JavaScript lets through and a command line does not: no number, or a text for a list. */
export const checkOptions = (options: object): void => {
  for (const [name, value] of Object.entries(options) as [string, unknown][]) {
    if (typeof value === 'number' && !(value >= 0)) throw new OptionError(name, 'a number of 0 or more', value);
    if (LISTS.includes(name) && !Array.isArray(value)) throw new OptionError(name, 'a list of texts', value);
  }
};
