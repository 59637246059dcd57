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
    super(`There are no MIDI ports: ${reason}. ${remedy}`);
  }
}

/** A port's name without the client and port numbers that ALSA appends, which change from one start to the next. */
export const stableName = (name: string): string => name.replace(/ \d+:\d+$/, '');

/** `client:port` at the end of a whole name, or undefined where the system has none. */
const addressOf = (name: string): string | undefined => / (\d+:\d+)$/.exec(name)?.[1];

/** Whether a port is asked for by its numbers, as `20:0` or with its name before them. */
export const isByAddress = (wanted: string): boolean => /(^| )\d+:\d+$/.test(wanted);

const portsAt = (wanted: string, names: readonly string[]): readonly string[] => {
  const part = stableName(` ${wanted}`).trim().toLowerCase();
  const address = addressOf(` ${wanted}`);
  return names.filter((name) => addressOf(name) === address && stableName(name).toLowerCase().includes(part));
};

/** As ALSA's own tools understand it: a client's name and the number of its port, `Nord Stage:0`. */
const portsOfClient = (wanted: string, names: readonly string[]): readonly string[] => {
  const [, client, port] = /^(.+):(\d+)$/.exec(wanted.toLowerCase()) ?? [];
  if (client === undefined) return [];
  return names.filter((name) => name.toLowerCase().startsWith(`${client}:`) && addressOf(name)?.endsWith(`:${port}`));
};

/** A port's name without numbers where that is enough to tell it from all others. */
export const shortName = (name: string, names: readonly string[]): string => {
  const short = stableName(name);
  return names.filter((other) => stableName(other) === short).length > 1 ? name : short;
};

/**
 * The whole names of the ports that are meant by a part of a name, in any case, those of that very name first; or by
 * `client:port`, whichever way it is written.
 */
export const matchingPorts = (wanted: string, names: readonly string[]): readonly string[] => {
  if (isByAddress(wanted)) return portsAt(wanted, names);
  const lower = wanted.toLowerCase();
  const fits = names.filter((name) => stableName(name).toLowerCase().includes(lower));
  const isExact = (name: string): boolean => stableName(name).toLowerCase() === lower;
  if (fits.length === 0) return portsOfClient(wanted, names);
  return [...fits.filter(isExact), ...fits.filter((name) => !isExact(name))];
};

/** The whole name of the port that is meant: the first of those that fit and are not taken. */
export const matchPort = (
  wanted: string,
  names: readonly string[],
  taken: readonly string[] = [],
): string | undefined => matchingPorts(wanted, names).find((name) => !taken.includes(name));

/** In which order ports are given to those who ask: first to those who name its very numbers. */
export const byAddressFirst = <Wish>(wishes: readonly Wish[], nameOf: (wish: Wish) => string): readonly Wish[] => [
  ...wishes.filter((wish) => isByAddress(nameOf(wish))),
  ...wishes.filter((wish) => !isByAddress(nameOf(wish))),
];

/** Our ends, and those of programs like us, of connections to hardware: ALSA lists them, but nobody means them. */
const isConnectionEnd = (name: string): boolean =>
  /^RtMidi (In|Out)put Client:RtMidi (In|Out)put$/.test(stableName(name));

/** The names that somebody may mean: neither the daemon's own virtual ports, nor ends of connections. */
export const foreignPorts = (names: readonly string[], own: readonly string[]): readonly string[] => {
  const isOwn = (name: string): boolean =>
    own.some((virtual) => stableName(name).endsWith(`:${virtual}`) || stableName(name) === virtual);
  return names.filter((name) => !isOwn(name) && !isConnectionEnd(name));
};
