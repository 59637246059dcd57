import { describe, expect, it } from 'vitest';
import { checkPieceOptions } from '../../../src/app/generate/check-piece-options.js';

describe('the options of a piece', () => {
  it('may be at the ends of their ranges, or left out', () => {
    expect(() => checkPieceOptions({})).not.toThrow();
    expect(() => checkPieceOptions({ bars: 1, temperature: 0, topP: 1, quoteLimit: null })).not.toThrow();
    expect(() => checkPieceOptions({ bars: 1000, temperature: 5, quoteLimit: 8 })).not.toThrow();
  });

  it.each([
    [{ bars: NaN }, 'bars must be a whole number from 1 to 1000, not NaN.'],
    [{ bars: 1.5 }, 'bars must be a whole number from 1 to 1000, not 1.5.'],
    [{ bars: '8' as unknown as number }, 'bars must be a whole number from 1 to 1000, not "8".'],
    [{ temperature: -1 }, 'temperature must be a number from 0 to 5, not -1.'],
    [{ quoteLimit: 3 }, 'quoteLimit must be null or at least 8, not 3.'],
  ])('are refused in one line: %o', (options, message) => {
    expect(() => checkPieceOptions(options)).toThrow(message);
  });
});
