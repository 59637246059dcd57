import { InvalidArgumentError, type Command } from 'commander';
import type { ControlChange } from '../protocol/controls.js';
import type { ControlName } from '../protocol/controls/control-declarations.js';

type ParseControl = (name: string, text: string) => ControlChange;

/** Nothing but help is asked for. */
const isHelp = (arg: string): boolean => arg === '--help' || arg === '-h';

/** Reads the controls of one command. Their schema, which takes long to load, is loaded once that command is called. */
export class ControlReader {
  #parse: ParseControl | undefined;

  constructor(command: Command) {
    command.parent?.hook('preSubcommand', async ({ args: [, ...args] }, called) => {
      if (called === command && !args.every(isHelp)) this.#parse = (await import('./control-values.js')).parseControl;
    });
  }

  /** For commander: an option whose value is that of a control. */
  readonly option =
    (name: ControlName) =>
    (text: string, before: ControlChange | undefined): ControlChange => ({ ...before, ...this.#read(name, text) });

  /** For commander: `name=value`, several times. */
  readonly assignments = (text: string, before: ControlChange = {}): ControlChange => {
    const at = text.indexOf('=');
    if (at < 1) throw new InvalidArgumentError('Expected control=value, e.g. tempo=90.');
    return { ...before, ...this.#read(text.slice(0, at), text.slice(at + 1)) };
  };

  #read(name: string, text: string): ControlChange {
    if (!this.#parse) throw new Error(`${name} is read before its command is called`);
    return this.#parse(name, text);
  }
}
