import type { Snapshot } from '../live-event.js';
import { tickAtMs } from './transport-time.js';

/** Bars that are shown, the one in hand first. */
const MOST_BARS = 5;

type Bar = Snapshot['plan'][number];

const barText = ({ chords, cadence, returnsTo }: Bar): string => {
  const names = chords.map(({ name }) => name).join(' ');
  const returning = returnsTo === null ? '' : ` (as ${returnsTo})`;
  return `${names}${returning}${cadence === 'none' ? '' : ` ${cadence} cadence`}`;
};

/** What is planned from the bar in hand on, as one line: `A: C | Am F | Dm G7 half cadence | B: F …`; empty without a plan. */
export const planText = ({ plan, transport }: Pick<Snapshot, 'plan' | 'transport'>, nowMs: number): string => {
  const now = tickAtMs(transport, nowMs);
  const bars = plan.filter(({ tick, ticks }) => tick + ticks > now).slice(0, MOST_BARS);
  return bars
    .map((bar, i) => `${bar.section === bars.at(i - 1)?.section && i > 0 ? '' : `${bar.section}: `}${barText(bar)}`)
    .join(' | ');
};
