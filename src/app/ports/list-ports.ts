import { loadMidi, VIRTUAL_PORT_REMEDY, type MidiAccess } from '../../adapters/midi/midi-library.js';
import {
  MidiPortNotFoundError,
  MidiUnavailableError,
  foreignPorts,
  matchingPorts,
  shortName,
} from '../../adapters/midi/port-names.js';
import { PortWatch, type PortNames } from '../../adapters/midi/port-watch.js';

/** Parts of names that are looked up, as `start` would. */
export interface PortsOptions {
  readonly out?: readonly string[];
  readonly in?: readonly string[];
}

/** What a part of a name means. */
export interface PortMatch {
  readonly wanted: string;
  readonly direction: 'in' | 'out';
  readonly port: string;
  /** Others that it fits, and that are not taken. */
  readonly others: readonly string[];
}

/** The MIDI ports there are. */
export interface PortList {
  readonly outputs: readonly string[];
  readonly inputs: readonly string[];
  /** Whether this system has virtual ports. */
  readonly virtualPorts: boolean;
  readonly matches: readonly PortMatch[];
  /** Why there are no virtual ports and what to do; absent where there are. */
  readonly remedy?: string;
}

/** Neither a daemon's own virtual ports nor ends of connections: `start` does not take them either. */
const portsOf = (access: MidiAccess, own: readonly string[]): PortNames => {
  if (access.kind === 'unavailable') return { inputs: [], outputs: [] };
  const { inputs, outputs } = new PortWatch(access.library).look();
  return { inputs: foreignPorts(inputs, own), outputs: foreignPorts(outputs, own) };
};

const shortNames = (names: readonly string[]): readonly string[] => names.map((name) => shortName(name, names));

const matchesFor = (wanted: readonly string[], direction: 'in' | 'out', names: readonly string[]): PortMatch[] =>
  wanted.map((part) => {
    const [port, ...others] = matchingPorts(part, names).map((name) => shortName(name, names));
    if (port === undefined) throw new MidiPortNotFoundError(part, direction, shortNames(names));
    return { wanted: part, direction, port, others };
  });

const virtualPortRemedy = (access: MidiAccess): string | undefined => {
  if (access.kind === 'unavailable') return new MidiUnavailableError(access.reason, access.remedy).message;
  return access.virtualPorts ? undefined : VIRTUAL_PORT_REMEDY;
};

/** The ports there are without those named in `own`, and what parts of names mean. */
export const listPorts = async (
  { out: outWanted = [], in: inWanted = [] }: PortsOptions = {},
  own: readonly string[] = [],
): Promise<PortList> => {
  const access = await loadMidi();
  const isAsked = outWanted.length + inWanted.length > 0;
  if (access.kind === 'unavailable' && isAsked) throw new MidiUnavailableError(access.reason, access.remedy);
  const names = portsOf(access, own);
  const matches = [...matchesFor(outWanted, 'out', names.outputs), ...matchesFor(inWanted, 'in', names.inputs)];
  const remedy = virtualPortRemedy(access);
  return {
    outputs: shortNames(names.outputs),
    inputs: shortNames(names.inputs),
    virtualPorts: remedy === undefined,
    matches,
    ...(remedy === undefined ? {} : { remedy }),
  };
};
