/** A source of keys, pedals or clocks: an input port by number, or a client of the stream. */
export type Source = number;

/** Ports are numbered from 0 in the order of the options; there are always fewer than this. */
const FIRST_CLIENT = 256;

/** The daemon's own control socket, whose clients disconnect after each command: what they hold stays. */
export const CONTROL_SOURCE: Source = FIRST_CLIENT - 1;

export const isInput = (source: Source): boolean => source < CONTROL_SOURCE;

export const sourceOfClient = (client: number): Source => FIRST_CLIENT + client;
