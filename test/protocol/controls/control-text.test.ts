import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { controlsSchema } from '../../../src/protocol/controls.js';
import {
  CONTROL_NAMES,
  controlDeclarations,
  type ControlName,
  type ControlValue,
} from '../../../src/protocol/controls/control-declarations.js';
import {
  controlNamed,
  presentName,
  spokenName,
  withPresentNames,
} from '../../../src/protocol/controls/control-names.js';
import {
  acceptedText,
  controlText,
  KEYS,
  METERS,
  meterOf,
  offeredWords,
  readControl,
  shownText,
} from '../../../src/protocol/controls/control-text.js';

/** What a control may be, to the hundredth where it is a number. */
const valuesOf = (name: ControlName): fc.Arbitrary<ControlValue> => {
  const declaration = controlDeclarations[name];
  switch (declaration.kind) {
    case 'number': {
      const [least, most] = declaration.range;
      const scale = declaration.whole === true ? 1 : 100;
      const numbers = fc
        .integer({ min: Math.ceil(least * scale), max: Math.floor(most * scale) })
        .map((value) => value / scale);
      return declaration.unset ? fc.option(numbers) : numbers;
    }
    case 'choice':
      return fc.constantFrom(...Object.keys(declaration.choices));
    case 'switch':
      return fc.boolean();
    case 'composer':
      return fc.constantFrom('Chopin', 'Chopin:70+Joplin:30');
    case 'key':
      return fc.constantFrom(...KEYS);
    case 'meter':
      return fc.constantFrom(...METERS).map(meterOf);
    case 'register':
      return fc.option(fc.nat(116).map((lowest) => ({ lowest, highest: lowest + 11 })));
  }
};

describe('a control as it is written', () => {
  it.each(CONTROL_NAMES)('is read as it was: %s', (name) => {
    fc.assert(
      fc.property(valuesOf(name), (value) => {
        expect(controlsSchema.shape[name].safeParse(value).success).toBe(true);
        expect(readControl(name, controlText(name, value))).toEqual([name, value]);
      }),
    );
  });

  it.each(CONTROL_NAMES)('takes each word that is offered: %s', (name) => {
    for (const word of offeredWords(name)) {
      const [turned, value] = readControl(name, word);
      expect(controlsSchema.shape[turned].safeParse(value).success, word).toBe(true);
    }
  });

  it('is shown with its unit, where it has one and a value', () => {
    expect(shownText('answerGap', 400)).toBe('400 ms');
    expect(shownText('temperature', 0.1 + 0.2)).toBe('0.3');
    expect(shownText('quoteLimit', null)).toBe('off');
    expect(shownText('density', null)).toBe('auto');
    expect(shownText('meter', { numerator: 6, denominator: 8 })).toBe('6/8');
  });

  it('turns another where its word says so', () => {
    expect(readControl('tempo', 'follow')).toEqual(['tempoMode', 'follow']);
    expect(acceptedText('tempo')).toBe('a number from 20 to 400 (bpm), or follow');
  });
});

describe('the name of a control', () => {
  it('is the same in text, with hyphens, and both are understood', () => {
    expect(CONTROL_NAMES.map(spokenName)).toEqual(expect.arrayContaining(['top-p', 'answer-gap', 'tempo', 'mute']));
    for (const name of CONTROL_NAMES) {
      expect(controlNamed(name)).toBe(name);
      expect(controlNamed(spokenName(name))).toBe(name);
    }
    expect(controlNamed('wings')).toBeUndefined();
  });

  it('of an earlier version leads to that of today, which goes first', () => {
    expect(['bpm', 'keyLock', 'muted', 'answerGapMs', 'mode', 'wings'].map(presentName)).toEqual([
      'tempo',
      'key',
      'mute',
      'answerGap',
      'mode',
      'wings',
    ]);
    expect(withPresentNames({ bpm: 90, mode: 'solo', tempo: 100 })).toEqual({ mode: 'solo', tempo: 100 });
    expect(withPresentNames({ tempo: 100, bpm: 90 })).toEqual({ tempo: 100 });
  });
});
