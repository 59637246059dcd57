import { readFileSync } from 'node:fs';

/** A port of the ALSA sequencer and its connections. Addresses are `client:port`. */
export interface SequencerPort {
  readonly clientName: string;
  readonly portName: string;
  readonly address: string;
  /** Whether others may connect from it, so that it is an input to them. */
  readonly isInput: boolean;
  /** Whether others may connect to it. */
  readonly isOutput: boolean;
  readonly connectedTo: readonly string[];
  readonly connectedFrom: readonly string[];
}

const CLIENTS = '/proc/asound/seq/clients';

const SYSTEM_CLIENT = 0;

/** Addresses may carry options in brackets, e.g. `129:0[real:0]`. */
const addressesOf = (text: string): string[] => text.split(', ').map((address) => address.replace(/\[.*/, '').trim());

type Draft = { -readonly [Key in keyof SequencerPort]: SequencerPort[Key] };

/** A line such as `  Port   0 : "name" (RWe-)`; capitals are what others may connect to, `e` that they may see it. */
const parsePort = (line: string, client: number, clientName: string): Draft | undefined => {
  const found = /^ {2}Port +(\d+) : "(.*)" \((.)(.)(.)/.exec(line);
  if (!found) return undefined;
  const [, number, portName, reads, writes, exported] = found;
  return {
    clientName,
    portName,
    address: `${client}:${number}`,
    isInput: reads === 'R' && exported === 'e',
    isOutput: writes === 'W' && exported === 'e',
    connectedTo: [],
    connectedFrom: [],
  };
};

/** Ports in the text of /proc/asound/seq/clients, without the system's own timer and announcements. */
export const parseSequencerClients = (text: string): readonly SequencerPort[] => {
  const ports: Draft[] = [];
  let client = SYSTEM_CLIENT;
  let clientName = '';
  for (const line of text.split('\n')) {
    const header = /^Client +(\d+) : "(.*)"/.exec(line);
    if (header) [client, clientName] = [Number(header[1]), header[2]];
    if (client === SYSTEM_CLIENT) continue;
    const port = parsePort(line, client, clientName);
    if (port) ports.push(port);
    const connection = /^ {4}(Connecting To|Connected From): (.*)$/.exec(line);
    const latest = ports.at(-1);
    if (!connection || !latest) continue;
    latest[connection[1] === 'Connecting To' ? 'connectedTo' : 'connectedFrom'] = addressesOf(connection[2]);
  }
  return ports;
};

/** The sequencer's ports; undefined where the system does not tell. Reading takes 0.1 ms and disturbs nobody. */
export const readSequencerPorts = (): readonly SequencerPort[] | undefined => {
  if (process.platform !== 'linux') return undefined;
  try {
    return parseSequencerClients(readFileSync(CLIENTS, 'utf8'));
  } catch {
    return undefined; // a kernel built without it; the MIDI library lists ports as well, at a higher price
  }
};

/** Addresses that ports of this name are connected to; undefined when there is no such port. */
export const listenersOf = (ports: readonly SequencerPort[], portName: string): readonly string[] | undefined => {
  const own = ports.filter((port) => port.portName === portName);
  return own.length === 0 ? undefined : own.flatMap(({ connectedTo }) => connectedTo);
};
