import type { ComposerSettings, Revision } from '../../../src/performance/composer.js';

/** Settings without limits, in 4/4. */
export const plainSettings = (composer: string): ComposerSettings => ({
  composer,
  temperature: 1,
  topP: 1,
  density: null,
  register: null,
  key: 'off',
  quoteLimit: null,
  meter: { numerator: 4, denominator: 4 },
  meterTick: 0,
  edition: 0,
});

/** A revision from the beginning on, in which nothing was heard. */
export const madeRevision = (revision: number, settings: ComposerSettings): Revision => ({
  kind: 'revise',
  revision,
  kept: 0,
  heard: [],
  fromTick: 0,
  onTheDot: false,
  piece: 0,
  ending: null,
  settings,
});
