import { meterSpan, type MeterSpan } from '../../encoding/shared/meter-span.js';
import { stepOfTick } from '../../encoding/shared/grid.js';
import type { ComposerSettings } from '../../performance/composer.js';

/** Changes further back hold no music that is still heard. */
const MOST_SPANS = 32;

/** The metre spans with that of the settings from its bar line on; what was said of later bars is void. */
export const withMeter = (
  spans: readonly MeterSpan[],
  { meter, meterTick }: Pick<ComposerSettings, 'meter' | 'meterTick'>,
): readonly MeterSpan[] => {
  const span = meterSpan(stepOfTick(meterTick), meter);
  return [...spans.filter(({ step }) => step < span.step), span].slice(-MOST_SPANS);
};
