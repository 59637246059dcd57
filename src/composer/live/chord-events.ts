import type { ComposedEvent } from '../../performance/composer.js';
import { SIXTEENTH_TICKS } from './sixteenths.js';

/** No note lasts longer than a bar of 4/4; longer ones are struck again. */
const LONGEST_TICKS = 16 * SIXTEENTH_TICKS;

/** Pitches that sound at a tick, according to what was composed. */
export const soundingAt = (events: readonly ComposedEvent[], tick: number): ReadonlySet<number> => {
  const ends = new Map<number, number>();
  for (const event of events) {
    if (event.kind === 'note') ends.set(event.pitch, event.tick + event.durationTicks);
    if (event.kind === 'release') ends.delete(event.pitch);
  }
  return new Set([...ends].filter(([, endTick]) => endTick > tick).map(([pitch]) => pitch));
};

/**
 * The events from one chord to the next: common pitches sound on, the rest is released and struck. Two voices on one
 * pitch are one note. A note's length is not known yet, so its release is an event of its own.
 */
export const chordEvents = (
  sounding: ReadonlySet<number>,
  wanted: readonly number[],
  tick: number,
  velocity: number,
): readonly ComposedEvent[] => {
  const released = [...sounding].filter((pitch) => !wanted.includes(pitch));
  const struck = [...new Set(wanted)].filter((pitch) => !sounding.has(pitch)).sort((a, b) => a - b);
  return [
    ...released.map((pitch): ComposedEvent => ({ kind: 'release', tick, pitch, tempoRatio: null })),
    ...struck.map((pitch): ComposedEvent => ({
      kind: 'note',
      tick,
      durationTicks: LONGEST_TICKS,
      pitch,
      velocity,
      tempoRatio: null,
    })),
  ];
};
