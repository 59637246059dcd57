import { describe, expect, it } from 'vitest';
import { FormError, formBars, formPlace, parseForm } from '../../../src/composer/plan/plan-form.js';

describe('forms', () => {
  it('reads sections with their bars, numbered in the order in which they come', () => {
    expect(parseForm('B4 a8 B4')).toEqual([
      { section: 0, bars: 4 },
      { section: 1, bars: 8 },
      { section: 0, bars: 4 },
    ]);
  });

  it('knows forms by name', () => {
    expect(parseForm('AABA')).toEqual(parseForm('A8 A8 B8 A8'));
    expect(formBars(parseForm('rondo'))).toBe(40);
  });

  it('says where a bar stands and whether it was heard before', () => {
    const form = parseForm('A4 B2 A6');
    expect(formPlace(form, 5)).toEqual({ section: 1, bars: 2, bar: 1, returns: false });
    expect(formPlace(form, 9)).toEqual({ section: 0, bars: 6, bar: 3, returns: true });
    expect(formPlace(form, 10)).toMatchObject({ bar: 4, returns: false });
  });

  it('begins again at its end', () => {
    expect(formPlace(parseForm('A4 B4'), 13)).toEqual({ section: 1, bars: 4, bar: 1, returns: true });
  });

  it.each(['', 'A', 'A0', 'Z8', 'A8 then B8', 'A999'])('refuses %j', (text) => {
    expect(() => parseForm(text)).toThrow(FormError);
  });
});
