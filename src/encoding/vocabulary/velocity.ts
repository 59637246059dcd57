export const VELOCITY_COUNT = 32;

const VELOCITIES_PER_BIN = 128 / VELOCITY_COUNT;

/** The middle of a bin, 2 … 126; at most 2 away from what was played. */
export const velocityOf = (id: number): number => id * VELOCITIES_PER_BIN + VELOCITIES_PER_BIN / 2;

/** The bin of a MIDI velocity 1–127. */
export const velocityIdOf = (velocity: number): number => Math.floor(velocity / VELOCITIES_PER_BIN);
