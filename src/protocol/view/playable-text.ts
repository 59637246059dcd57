import type { Playable, Snapshot } from '../live-event.js';
import { pairOf } from './composer-pair.js';

const whole = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });

/** From so many notes on a network has heard enough of somebody to sound like them. */
const WELL = 50_000;
const FAIRLY = 10_000;

/** How well a network knows whose music it plays, by the notes that it was trained on. */
export const knownText = (notes: number | null): string => {
  if (notes === null) return 'unknown';
  if (notes >= WELL) return 'well';
  return notes >= FAIRLY ? 'fairly' : 'a little';
};

const notesText = ({ name, model, notes }: Playable): string => {
  if (notes === null) return '';
  const whose = name === model ? '' : ` of ${name} (known ${knownText(notes)})`;
  return `, trained on ${whole.format(notes)} notes${whose}`;
};

/** Which model plays and how well it knows its composer: `base, trained on 171,234 notes of Chopin (known well)`. */
export const playableText = (playable: Playable): string =>
  `${playable.model}${notesText(playable)}${playable.isUnfinished ? '; unfinished, since its training was cut short' : ''}`;

/** The same of what plays now; of a blend, of the first composer. */
export const playingText = ({
  controls,
  composers,
  playable,
}: Pick<Snapshot, 'controls' | 'composers' | 'playable'>): string => {
  const { first } = pairOf(controls.composer, composers);
  const found = playable.find(({ name }) => name === first);
  return found ? playableText(found) : controls.composer;
};
