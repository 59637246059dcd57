import type { MidiLibrary } from './midi-library.js';
import { readSequencerPorts, type SequencerPort } from './sequencer-clients.js';

/** Whole names of all ports of the system, as the MIDI library gives them. */
export interface PortNames {
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
}

/** As the library names its end of a connection to hardware. */
const INPUT_END = 'RtMidi Input';
const OUTPUT_END = 'RtMidi Output';

const fullName = ({ clientName, portName, address }: SequencerPort): string => `${clientName}:${portName} ${address}`;

/** Addresses that programs with this library, such as this one, are connected with. */
const connected = (ports: readonly SequencerPort[]): { readonly in: Set<string>; readonly out: Set<string> } => ({
  in: new Set(ports.filter(({ portName }) => portName === INPUT_END).flatMap(({ connectedFrom }) => connectedFrom)),
  out: new Set(ports.filter(({ portName }) => portName === OUTPUT_END).flatMap(({ connectedTo }) => connectedTo)),
});

/**
 * Watches the ports of the system come and go, as often as it is asked to. Where the sequencer tells (Linux) it does
 * not ask the library, which announces a new client to all programs each time and prints when a port goes meanwhile.
 */
export class PortWatch {
  readonly #library: MidiLibrary;
  readonly #read: () => readonly SequencerPort[] | undefined;
  #connected = connected([]);

  constructor(library: MidiLibrary, read: () => readonly SequencerPort[] | undefined = readSequencerPorts) {
    this.#library = library;
    this.#read = read;
  }

  /**
   * The ports there are now. One that was connected and no longer is counts as gone this once: a program that was
   * started again between two looks may have the old name and number, but not the connection.
   */
  look(): PortNames {
    const ports = this.#read();
    if (!ports) return { inputs: this.#library.Input.getPortNames(), outputs: this.#library.Output.getPortNames() };
    const before = this.#connected;
    const now = connected(ports);
    this.#connected = now;
    const isLost = (direction: 'in' | 'out', { address }: SequencerPort): boolean =>
      before[direction].has(address) && !now[direction].has(address);
    return {
      inputs: ports.filter((port) => port.isInput && !isLost('in', port)).map(fullName),
      outputs: ports.filter((port) => port.isOutput && !isLost('out', port)).map(fullName),
    };
  }
}
