import type { ByteCursor } from './byte-cursor.js';
import { decodeText } from './text.js';
import type { MarkerEvent, MeterEvent, NameEvent, TempoEvent, TrackEvent } from './track-event.js';

/** Bars are counted in whole ticks, so a beat is at least 1920/128 = 15 of them. */
const LARGEST_DENOMINATOR_POWER = 7;

/** A tempo of zero, or of too few bytes, is ignored. */
const tempoEvent = (tick: number, data: Uint8Array): TempoEvent | undefined => {
  if (data.length < 3) return undefined;
  const quarterMicroseconds = (data[0] << 16) | (data[1] << 8) | data[2];
  return quarterMicroseconds === 0 ? undefined : { kind: 'tempo', tick, quarterMicroseconds };
};

/** A metre without beats, or of beats shorter than a 128th, is ignored. */
const meterEvent = (tick: number, data: Uint8Array): MeterEvent | undefined => {
  if (data.length < 2 || data[0] === 0 || data[1] > LARGEST_DENOMINATOR_POWER) return undefined;
  return { kind: 'meter', tick, numerator: data[0], denominator: 2 ** data[1] };
};

const textEvent = (kind: 'name' | 'marker', tick: number, data: Uint8Array): NameEvent | MarkerEvent | undefined => {
  const text = decodeText(data);
  return text === '' ? undefined : { kind, tick, text };
};

/** Reads a meta event after its FF. If it is longer than the standard says, its first bytes count. */
export const readMetaEvent = (cursor: ByteCursor, tick: number): TrackEvent | 'end-of-track' | undefined => {
  const type = cursor.byte();
  const data = cursor.take(cursor.quantity());
  switch (type) {
    case 0x03:
      return textEvent('name', tick, data);
    case 0x06:
      return textEvent('marker', tick, data);
    case 0x2f:
      return 'end-of-track';
    case 0x51:
      return tempoEvent(tick, data);
    case 0x58:
      return meterEvent(tick, data);
    default:
      return undefined;
  }
};
