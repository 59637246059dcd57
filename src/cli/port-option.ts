import { InvalidArgumentError } from 'commander';
import { integerFrom } from './option-parsers.js';

/** Earlier than this notes are not decided yet (the commit horizon), … */
export const EARLIEST_MS = -25;
/** … and later than this nobody waits for an instrument. */
export const LATEST_MS = 250;

/** A port as it is asked for; what is left out is as for all ports. */
export interface PortOption {
  readonly name: string;
  /** 1–16. */
  readonly channel?: number;
  /** 1–128. */
  readonly program?: number;
  readonly offset?: number;
  readonly clock?: boolean;
}

const parseSwitch = (text: string): boolean => {
  if (text === 'on' || text === 'off') return text === 'on';
  throw new InvalidArgumentError('Expected on or off.');
};

const parsers: Readonly<Record<string, (text: string) => Partial<PortOption>>> = {
  channel: (text) => ({ channel: integerFrom(1, 16)(text) }),
  program: (text) => ({ program: integerFrom(1, 128)(text) }),
  offset: (text) => ({ offset: integerFrom(EARLIEST_MS, LATEST_MS)(text) }),
  clock: (text) => ({ clock: parseSwitch(text) }),
};

/** `name`, or `name,channel=2,program=5,offset=-12,clock=on`. */
export const parsePort = (text: string): PortOption => {
  const [name, ...details] = text.split(',');
  if (name.trim() === '') throw new InvalidArgumentError('Expected part of a port name.');
  return details.reduce<PortOption>(
    (wish, detail) => {
      const at = detail.indexOf('=');
      const parser = parsers[detail.slice(0, Math.max(0, at)).trim()];
      if (!parser) throw new InvalidArgumentError(`"${detail}" is not channel=, program=, offset= or clock=.`);
      return { ...wish, ...parser(detail.slice(at + 1)) };
    },
    { name: name.trim() },
  );
};

/** For commander: ports, one option each. */
export const collectPorts = (text: string, before: readonly PortOption[]): readonly PortOption[] => [
  ...before,
  parsePort(text),
];
