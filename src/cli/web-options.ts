import { InvalidArgumentError, Option, type Command } from 'commander';
import type { Settings } from '../protocol/settings.js';
import { integerFrom } from './option-parsers.js';

/** The options of the page and the stream. */
export interface WebOptions {
  readonly web: boolean;
  readonly port: number;
  readonly bind: string;
  readonly openReading: boolean;
  readonly open: Settings['web']['open'];
}

const addressOption = (text: string): string => {
  if (!/^[\w.:-]{1,253}$/.test(text)) throw new InvalidArgumentError('Expected an address such as 0.0.0.0.');
  return text;
};

export const addWebOptions = (command: Command, { web }: Settings): Command =>
  command
    .option('--port <n>', 'TCP port; if in use, the next free one', integerFrom(0, 65_535), web.port)
    .option('--bind <address>', 'let other machines connect, at this address', addressOption, web.bind)
    .option('--open-reading', 'anybody on this machine may watch without the token', false)
    .addOption(
      new Option('--open [when]', 'open the page in the browser: on, off, or auto, which is at `npm start`')
        .choices(['auto', 'on', 'off'])
        .preset('on')
        .default(web.open),
    )
    .option('--no-web', 'no page and no stream');
