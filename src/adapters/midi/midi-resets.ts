import { SYSTEM_RESET } from '../../performance/midi/midi-message.js';

const SYSTEM_EXCLUSIVE = 0xf0;

/** What resets an instrument, without the byte that names the device: General MIDI on and off, GM 2, GS, XG. */
const RESETS: readonly (readonly (number | null)[])[] = [
  [0x7e, null, 0x09, 0x01],
  [0x7e, null, 0x09, 0x02],
  [0x7e, null, 0x09, 0x03],
  [0x41, null, 0x42, 0x12, 0x40, 0x00, 0x7f, 0x00],
  [0x43, null, 0x4c, 0x00, 0x00, 0x7e, 0x00],
];

const isReset = (bytes: readonly number[]): boolean =>
  RESETS.some((reset) => reset.every((byte, i) => byte === null || bytes[i + 1] === byte));

/** The message as it is to be heard: a reset of any kind as System Reset; undefined for other system exclusive. */
export const withoutSystemExclusive = (bytes: readonly number[]): readonly number[] | undefined => {
  if (bytes[0] !== SYSTEM_EXCLUSIVE) return bytes;
  return isReset(bytes) ? [SYSTEM_RESET] : undefined;
};
