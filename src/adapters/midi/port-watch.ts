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

/** Ends of connections of one direction, of this program and others with the same library. */
class ConnectionEnds {
  readonly #connections: (end: SequencerPort) => readonly string[];
  readonly #name: string;
  #loose: ReadonlySet<string> | undefined;

  constructor(name: string, connections: (end: SequencerPort) => readonly string[]) {
    this.#name = name;
    this.#connections = connections;
  }

  /** The ports without those that may just have lost their connection: an end hangs loose that did not before. */
  withoutLost(ports: readonly SequencerPort[]): readonly SequencerPort[] {
    const ends = ports.filter(({ portName }) => portName === this.#name);
    const before = this.#loose;
    const loose = ends.filter((end) => this.#connections(end).length === 0).map(({ address }) => address);
    this.#loose = new Set(loose);
    if (!before || loose.every((address) => before.has(address))) return ports;
    const connected = new Set(ends.flatMap(this.#connections));
    return ports.filter(({ address }) => connected.has(address));
  }
}

/**
 * Watches the ports of the system come and go, as often as it is asked to. Where the sequencer tells (Linux) it does
 * not ask the library, which announces a new client to all programs each time and prints when a port goes meanwhile.
 */
export class PortWatch {
  readonly #library: MidiLibrary;
  readonly #read: () => readonly SequencerPort[] | undefined;
  #ports: readonly SequencerPort[] | undefined;
  readonly #inputEnds = new ConnectionEnds(INPUT_END, ({ connectedFrom }) => connectedFrom);
  readonly #outputEnds = new ConnectionEnds(OUTPUT_END, ({ connectedTo }) => connectedTo);

  constructor(library: MidiLibrary, read: () => readonly SequencerPort[] | undefined = readSequencerPorts) {
    this.#library = library;
    this.#read = read;
  }

  /**
   * The ports there are now. When a connection has been lost, those that are not connected count as gone this once: a
   * program that was started again between two looks may have its old name and number, but not the connection.
   */
  look(): PortNames {
    const ports = this.#read();
    this.#ports = ports;
    if (!ports) return { inputs: this.#library.Input.getPortNames(), outputs: this.#library.Output.getPortNames() };
    const inputs = this.#inputEnds.withoutLost(ports).filter(({ isInput }) => isInput);
    const outputs = this.#outputEnds.withoutLost(ports).filter(({ isOutput }) => isOutput);
    return { inputs: inputs.map(fullName), outputs: outputs.map(fullName) };
  }

  /** Addresses of those who were connected to a port of the daemon's own at the last look; none where nobody tells. */
  connectedTo(portName: string): readonly string[] {
    const own = (this.#ports ?? []).filter((port) => port.portName === portName);
    return own.flatMap(({ connectedFrom }) => connectedFrom);
  }
}
