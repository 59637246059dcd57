import type { Controls } from '../controls.js';

/** Every key that music can be kept to. */
export const KEY_NAMES: readonly string[] = ['C', 'Db', 'D', 'Eb', 'E', 'F', 'F#', 'G', 'Ab', 'A', 'Bb', 'B'].flatMap(
  (tonic) => [`${tonic} major`, `${tonic} minor`],
);

/** The metres that are offered; any other can be typed. */
export const METERS: readonly string[] = ['2/4', '3/4', '4/4', '5/4', '6/4', '2/2', '3/8', '6/8', '7/8', '9/8', '12/8'];

/** As it stands on a score: `3/4`. */
export const meterText = ({ meter }: Pick<Controls, 'meter'>): string => `${meter.numerator}/${meter.denominator}`;

/** The metre that `3/4` means. */
export const meterOf = (text: string): Controls['meter'] => {
  const [numerator, denominator] = text.split('/').map(Number);
  return { numerator, denominator };
};
