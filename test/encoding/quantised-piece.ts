import type { Note, PedalEvent, Piece } from '../../src/music/piece.js';

/**
 * A second, plain account of what survives encoding, written from the description and not from the code. It covers
 * pieces whose waits are at most a beat, which have ids of their own, or which start with less than a bar of rest.
 */
const DURATION_TICKS = [
  ...Array.from({ length: 48 }, (_, i) => 10 * (i + 1)),
  ...Array.from({ length: 16 }, (_, i) => 510 + 30 * i),
  ...Array.from({ length: 8 }, (_, i) => 1080 + 120 * i),
  ...[2160, 2400, 2640, 2880, 3360, 3840, 4800, 5760, 7680],
];

const onGrid = (tick: number): number => 10 * Math.round(tick / 10);

const nearestDuration = (ticks: number): number => {
  const rounded = onGrid(ticks);
  return DURATION_TICKS.reduce((best, each) => (Math.abs(each - rounded) < Math.abs(best - rounded) ? each : best));
};

const middleOfFour = (velocity: number): number => 4 * Math.floor(velocity / 4) + 2;

export const quantisedNotes = (piece: Piece): Note[] => {
  const struck = piece.tracks.flatMap(({ notes }) => notes).filter(({ channel }) => channel !== 9);
  const ticks = [...new Set(struck.map(({ tick }) => onGrid(tick)))].sort((a, b) => a - b);
  return ticks.flatMap((tick) => {
    const together = struck.filter((note) => onGrid(note.tick) === tick);
    const pitches = [...new Set(together.map(({ pitch }) => pitch))].sort((a, b) => a - b);
    return pitches.map((pitch) => {
      const same = together.filter((note) => note.pitch === pitch);
      const again = struck.filter((note) => note.pitch === pitch).map((note) => onGrid(note.tick));
      const nextTick = Math.min(...again.filter((other) => other > tick));
      const durationTicks = nearestDuration(Math.max(...same.map((note) => note.durationTicks)));
      const velocity = middleOfFour(Math.max(...same.map((note) => note.velocity)));
      return { tick, durationTicks: Math.min(durationTicks, nextTick - tick), pitch, velocity, channel: 0 };
    });
  });
};

/** Whether some channel's pedal is down after all that happens up to and including a tick of the grid. */
export const pedalIsDown = (pedals: readonly PedalEvent[], gridTick: number): boolean => {
  const channels = [...new Set(pedals.map(({ channel }) => channel))];
  return channels.some((channel) => {
    const latest = pedals.findLast((pedal) => pedal.channel === channel && onGrid(pedal.tick) <= gridTick);
    return latest !== undefined && latest.value >= 64;
  });
};
