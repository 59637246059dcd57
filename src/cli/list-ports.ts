import { loadMidi, VIRTUAL_PORT_REMEDY, type MidiAccess } from '../adapters/midi/midi-library.js';
import {
  MidiPortNotFoundError,
  MidiUnavailableError,
  foreignPorts,
  matchingPorts,
  shortName,
} from '../adapters/midi/port-names.js';
import { PortWatch, type PortNames } from '../adapters/midi/port-watch.js';
import type { CommandIo } from './command-io.js';
import { virtualInputName } from './start-options.js';
import { readSettings, wholeSettings } from './settings/read-settings.js';

/** The options of `ports` as commander gives them. */
export interface PortsOptions {
  readonly out: readonly string[];
  readonly in: readonly string[];
  readonly json: boolean;
}

/** What a part of a name means. */
interface Match {
  readonly wanted: string;
  readonly direction: 'in' | 'out';
  readonly port: string;
  /** Others that it fits, and that are not taken. */
  readonly others: readonly string[];
}

/** Neither a daemon's own virtual ports nor ends of connections: `start` does not take them either. */
const portsOf = (access: MidiAccess, virtualName: string): PortNames => {
  if (access.kind === 'unavailable') return { inputs: [], outputs: [] };
  const { inputs, outputs } = new PortWatch(access.library).look();
  const own = [virtualName, virtualInputName(virtualName)];
  return { inputs: foreignPorts(inputs, own), outputs: foreignPorts(outputs, own) };
};

const shortNames = (names: readonly string[]): readonly string[] => names.map((name) => shortName(name, names));

const matchesFor = (wanted: readonly string[], direction: 'in' | 'out', names: readonly string[]): Match[] =>
  wanted.map((part) => {
    const [port, ...others] = matchingPorts(part, names).map((name) => shortName(name, names));
    if (port === undefined) throw new MidiPortNotFoundError(part, direction, shortNames(names));
    return { wanted: part, direction, port, others };
  });

const list = (heading: string, names: readonly string[]): string =>
  `${heading}:${names.length === 0 ? ' none' : names.map((name) => `\n  ${name}`).join('')}\n`;

const matchLine = ({ wanted, direction, port, others }: Match): string => {
  const also = others.length === 0 ? '' : `, the first of ${others.length + 1} (also: ${others.join(', ')})`;
  return `--${direction} "${wanted}" means "${port}"${also}\n`;
};

/** Why there are no virtual ports and what to do; undefined where there are. */
const virtualPortRemedy = (access: MidiAccess): string | undefined => {
  if (access.kind === 'unavailable') return new MidiUnavailableError(access.reason, access.remedy).message;
  return access.virtualPorts ? undefined : VIRTUAL_PORT_REMEDY;
};

/** Prints the ports there are, and what parts of names mean. */
export const listPorts = async (options: PortsOptions, io: CommandIo): Promise<void> => {
  const access = await loadMidi();
  const isAsked = options.out.length + options.in.length > 0;
  if (access.kind === 'unavailable' && isAsked) throw new MidiUnavailableError(access.reason, access.remedy);
  const names = portsOf(access, wholeSettings(await readSettings(io)).midi.virtualName);
  const matches = [...matchesFor(options.out, 'out', names.outputs), ...matchesFor(options.in, 'in', names.inputs)];
  const [outputs, inputs] = [shortNames(names.outputs), shortNames(names.inputs)];
  const remedy = virtualPortRemedy(access);
  if (options.json) {
    io.stdout.write(`${JSON.stringify({ outputs, inputs, virtualPorts: remedy === undefined, matches, remedy })}\n`);
    return;
  }
  io.stdout.write(list('outputs', outputs) + list('inputs', inputs) + matches.map(matchLine).join(''));
  if (remedy !== undefined) io.stdout.write(`${remedy}\n`);
};
