import { LEAST_PERCENT, MOST_PERCENT, pairOf, pairText, partnersOf } from '../../protocol/view/composer-pair.js';
import { nextOf, type ControlRow } from './control-row.js';
import { composerPicker, partnerPicker, sharePicker } from './value-choices.js';

const STEP_PERCENT = 5;

const composerRow: ControlRow = {
  name: 'composer',
  control: 'composer',
  picker: composerPicker,
  text: ({ composer }, composers) => pairOf(composer, composers).first,
  step: ({ controls: { composer }, composers }, direction) => ({
    composer:
      composers.length === 0
        ? composer
        : nextOf(composers, composers.indexOf(pairOf(composer, composers).first), direction),
  }),
};

const partnerRow: ControlRow = {
  name: 'blend with',
  control: 'composer',
  picker: (choices) => partnerPicker(choices, pairOf(choices.controls.composer, choices.composers).first),
  text: ({ composer }, composers) => pairOf(composer, composers).second ?? 'nobody',
  step: ({ controls: { composer }, composers, families }, direction) => {
    const pair = pairOf(composer, composers);
    const partners = [null, ...partnersOf(pair.first, families)];
    return { composer: pairText({ ...pair, second: nextOf(partners, partners.indexOf(pair.second), direction) }) };
  },
};

const shareRow: ControlRow = {
  name: 'share',
  control: 'composer',
  picker: sharePicker,
  text: ({ composer }, composers) => {
    const { second, percent } = pairOf(composer, composers);
    return second === null ? '-' : `${percent} %`;
  },
  step: ({ controls: { composer }, composers }, direction) => {
    const pair = pairOf(composer, composers);
    const percent = (Math.round(pair.percent / STEP_PERCENT) + direction) * STEP_PERCENT;
    return { composer: pairText({ ...pair, percent: Math.min(Math.max(percent, LEAST_PERCENT), MOST_PERCENT) }) };
  },
};

/** The composer and the second one of a blend. */
export const composerRows: readonly ControlRow[] = [composerRow, partnerRow, shareRow];
