import { meterSpan, type MeterSpan } from '../../encoding/shared/meter-span.js';
import { stepOfTick } from '../../encoding/shared/grid.js';
import type { ComposerSettings } from '../../performance/composer.js';

/** Earlier changes no longer matter. */
const MOST_SPANS = 32;

/** The metre spans, with that of the settings from its bar line on, replacing later ones. */
export const withMeter = (
  spans: readonly MeterSpan[],
  { meter, meterTick }: Pick<ComposerSettings, 'meter' | 'meterTick'>,
): readonly MeterSpan[] => {
  const span = meterSpan(stepOfTick(meterTick), meter);
  return [...spans.filter(({ step }) => step < span.step), span].slice(-MOST_SPANS);
};
