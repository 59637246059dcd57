import type { Note } from '../../../music/piece.js';
import { mean, share } from '../figures.js';
import { quantile } from '../quantile.js';
import {
  anyKeyLikenessAtDistance,
  bestEarlierLikeness,
  bestInAnyKey,
  compareBars,
  likenessAtDistance,
  structureness,
  type BarLikenesses,
} from './bar-distances.js';
import type { Features, ScoreView } from './score-view.js';

const SHOWN_DISTANCES = [1, 2, 3, 4, 8];

const repetition = ({ bars }: ScoreView): Features => {
  const compared = compareBars(bars);
  const { sameKey, rhythm } = compared;
  const filled = bars.filter(({ length }) => length > 0);
  const texts = filled.map((bar) => bar.join());
  const byDistance = (text: string, likenesses: BarLikenesses): Features =>
    Object.fromEntries(
      SHOWN_DISTANCES.map((distance) => [`${text} ${distance} before`, likenessAtDistance(bars, likenesses, distance)]),
    );
  return {
    ...byDistance('bars like the one', sameKey),
    ...byDistance('rhythm like the bar', rhythm),
    'bars like the one 8 before, in any key': anyKeyLikenessAtDistance(bars, 8),
    'bars like the best earlier bar': bestEarlierLikeness(bars, sameKey),
    'bars like the best earlier bar, in any key': bestInAnyKey(compared),
    'rhythm like the best earlier bar': bestEarlierLikeness(bars, rhythm),
    'bars that repeat an earlier one': filled.length === 0 ? 0 : 1 - new Set(texts).size / filled.length,
    structureness: structureness(compared),
  };
};

/** A cadence: the bass falls from the dominant to the keynote, on a beat of weight, and the melody rests on a note of its triad. */
const isCadence = (view: ScoreView, i: number, restTicks: number): boolean => {
  const { bass, keynote, top, passage } = view;
  const [before, arrival] = [bass[i - 1], bass[i]];
  const halfBar = passage.barTicks / 2;
  if (before.pitch % 12 !== (keynote + 7) % 12 || arrival.pitch % 12 !== keynote) return false;
  if (arrival.tick % halfBar !== 0) return false;
  const melody = top.findLastIndex(({ tick }) => tick <= arrival.tick);
  if (melody < 0) return false;
  const degree = (top[melody].pitch + 12 - keynote) % 12;
  const next = top.at(melody + 1)?.tick ?? passage.bars * passage.barTicks;
  return [0, 3, 4, 7].includes(degree) && next - arrival.tick >= restTicks;
};

/** Waits from each note of a line to the next, the last to the end of the passage. */
const waitsOf = (line: readonly Note[], endTick: number): number[] =>
  line.map(({ tick }, i) => (line.at(i + 1)?.tick ?? endTick) - tick);

/** Phrase features: where the melody rests, and whether it does so every four bars. */
const phrases = (view: ScoreView): Features => {
  const { top, bass, passage } = view;
  const waits = waitsOf(top, passage.bars * passage.barTicks);
  const rest = 2 * quantile(waits, 0.5);
  const rests = top.filter((_, i) => waits[i] >= rest && waits[i] >= passage.barTicks / 3);
  const barOf = ({ tick }: Note): number => Math.floor(tick / passage.barTicks) % 4;
  const cadences = bass.slice(1).filter((_, i) => isCadence(view, i + 1, quantile(waits, 0.5) * 1.5));
  return {
    'cadences in 16 bars': cadences.length,
    'rests of the melody in 16 bars': rests.length,
    'rests of the melody in each fourth bar': share(rests, (note) => barOf(note) === 3),
    'longest note of the melody over the median': Math.min(16, Math.max(...waits) / (quantile(waits, 0.5) || 1)),
    'mean wait of the melody over the median': mean(waits) / (quantile(waits, 0.5) || 1),
  };
};

/** Form features: repetition and phrases. */
export const formFeatures = (view: ScoreView): Features => ({ ...repetition(view), ...phrases(view) });
