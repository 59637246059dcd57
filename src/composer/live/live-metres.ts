import { metreSpan, type MetreSpan } from '../../encoding/bar-position.js';
import { stepOfTick } from '../../encoding/grid.js';
import type { ComposerSettings } from '../../performance/composer.js';

/** Changes further back hold no music that is still heard. */
const MOST_SPANS = 32;

/** The metre spans with that of the settings from its bar line on; what was said of later bars is void. */
export const withMetre = (
  spans: readonly MetreSpan[],
  { meter, meterTick }: Pick<ComposerSettings, 'meter' | 'meterTick'>,
): readonly MetreSpan[] => {
  const span = metreSpan(stepOfTick(meterTick), meter);
  return [...spans.filter(({ step }) => step < span.step), span].slice(-MOST_SPANS);
};
