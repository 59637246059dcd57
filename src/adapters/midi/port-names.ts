import { DaemonError } from '../../shared/error.js';

/** No port has the name asked for. */
export class MidiPortNotFoundError extends DaemonError {
  readonly code = 'MIDI_PORT_NOT_FOUND';

  constructor(wanted: string, direction: 'in' | 'out', available: readonly string[]) {
    const choices = available.length > 0 ? `Choose one of: ${available.join(', ')}.` : 'No ports are connected.';
    super(`MIDI ${direction === 'in' ? 'input' : 'output'} "${wanted}" not found. ${choices}`);
  }
}

/** A port's name without the client and port numbers that ALSA appends, which change from one start to the next. */
export const stableName = (name: string): string => name.replace(/ \d+:\d+$/, '');

/** The whole name of the port that a part of a name means: the very name, else the first that contains it in any case. */
export const matchPort = (wanted: string, names: readonly string[]): string | undefined => {
  const lower = wanted.toLowerCase();
  const exact = names.find((name) => stableName(name).toLowerCase() === lower);
  return exact ?? names.find((name) => stableName(name).toLowerCase().includes(lower));
};

/** The names that are not the daemon's own virtual ports, which it must not be wired to by itself. */
export const foreignPorts = (names: readonly string[], own: readonly string[]): readonly string[] =>
  names.filter(
    (name) => !own.some((virtual) => stableName(name).endsWith(`:${virtual}`) || stableName(name) === virtual),
  );
