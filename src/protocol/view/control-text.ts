import type { Controls } from '../controls.js';

/** Every key that music can be kept to. */
export const KEY_NAMES: readonly string[] = ['C', 'Db', 'D', 'Eb', 'E', 'F', 'F#', 'G', 'Ab', 'A', 'Bb', 'B'].flatMap(
  (tonic) => [`${tonic} major`, `${tonic} minor`],
);

/** As it stands on a score: `3/4`. */
export const meterText = ({ meter }: Controls): string => `${meter.numerator}/${meter.denominator}`;

/** The metre that `3/4` means. */
export const meterOf = (text: string): Controls['meter'] => {
  const [numerator, denominator] = text.split('/').map(Number);
  return { numerator, denominator };
};
