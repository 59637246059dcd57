import { describe, expect, it } from 'vitest';
import { checkOptions } from '../../src/library/check-options.js';

describe('the options of train and evaluate', () => {
  it('may be any number of 0 or more, and lists', () => {
    expect(() =>
      checkOptions({ passes: 3, dropout: 0, minutes: Infinity, data: ['music'], resume: true }),
    ).not.toThrow();
  });

  it.each([
    [{ passes: NaN }, 'passes must be a number of 0 or more, not NaN.'],
    [{ units: -1 }, 'units must be a number of 0 or more, not -1.'],
    [{ data: 'music' }, 'data must be a list of texts, not "music".'],
  ])('are refused in one line: %o', (options, message) => {
    expect(() => checkOptions(options)).toThrow(message);
  });
});
