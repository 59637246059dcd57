import { DaemonError } from '../../shared/error.js';

/** No port has the name asked for. */
export class MidiPortNotFoundError extends DaemonError {
  readonly code = 'MIDI_PORT_NOT_FOUND';

  constructor(wanted: string, direction: 'in' | 'out', available: readonly string[]) {
    const choices = available.length > 0 ? `Choose one of: ${available.join(', ')}.` : 'No ports are connected.';
    super(`MIDI ${direction === 'in' ? 'input' : 'output'} "${wanted}" not found. ${choices}`);
  }
}

/** Names of ports are asked for where none can be had. */
export class MidiUnavailableError extends DaemonError {
  readonly code = 'MIDI_UNAVAILABLE';

  constructor(reason: string, remedy: string) {
    super(`There are no MIDI ports, since ${reason}. ${remedy}`);
  }
}

/** A port's name without the client and port numbers that ALSA appends, which change from one start to the next. */
export const stableName = (name: string): string => name.replace(/ \d+:\d+$/, '');

/** The whole names of the ports that a part of a name fits, in any case; those of that very name first. */
export const matchingPorts = (wanted: string, names: readonly string[]): readonly string[] => {
  const lower = wanted.toLowerCase();
  const fits = names.filter((name) => stableName(name).toLowerCase().includes(lower));
  const isExact = (name: string): boolean => stableName(name).toLowerCase() === lower;
  return [...fits.filter(isExact), ...fits.filter((name) => !isExact(name))];
};

/** The whole name of the port that a part of a name means: the first of those that fit. */
export const matchPort = (wanted: string, names: readonly string[]): string | undefined =>
  matchingPorts(wanted, names).at(0);

/** Our ends, and those of programs like us, of connections to hardware: ALSA lists them, but nobody means them. */
const isConnectionEnd = (name: string): boolean =>
  /^RtMidi (In|Out)put Client:RtMidi (In|Out)put$/.test(stableName(name));

/** The names that somebody may mean: neither the daemon's own virtual ports, nor ends of connections. */
export const foreignPorts = (names: readonly string[], own: readonly string[]): readonly string[] => {
  const isOwn = (name: string): boolean =>
    own.some((virtual) => stableName(name).endsWith(`:${virtual}`) || stableName(name) === virtual);
  return names.filter((name) => !isOwn(name) && !isConnectionEnd(name));
};
