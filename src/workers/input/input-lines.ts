import type { FromInput } from './input-messages.js';
import type { StampedMessage } from '../shared/midi-ring.js';

/** What comes from the process that hears, one a line. */
export type InputLine =
  | { readonly kind: 'message'; readonly message: StampedMessage }
  | { readonly kind: 'report'; readonly report: FromInput };

/** A message as a line: number of the source, time, bytes. */
export const messageLine = ({ source, atMs, bytes }: StampedMessage): string =>
  `${[source, atMs, ...bytes].join(' ')}\n`;

export const reportLine = (report: FromInput): string => `${JSON.stringify(report)}\n`;

export const parseInputLine = (line: string): InputLine => {
  if (line.startsWith('{')) return { kind: 'report', report: JSON.parse(line) as FromInput };
  const [source, atMs, ...bytes] = line.split(' ').map(Number);
  return { kind: 'message', message: { source, atMs, bytes } };
};

/** What the library prints where the sequencer has lost messages, since they came faster than they were read. */
const OVERRUN = /input buffer overrun|unknown MIDI input error/g;

/** How many times a text says that messages were lost. */
export const countOverruns = (text: string): number => text.match(OVERRUN)?.length ?? 0;
