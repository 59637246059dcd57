import { fileURLToPath } from 'node:url';
import { InvalidArgumentError, type Command } from 'commander';
import { isLoopback } from '../adapters/web/listening.js';
import { jsonFile, readPageFiles, type PageFile } from '../adapters/web/page-files.js';
import { defaultTokenFile, keepToken } from '../adapters/web/token-file.js';
import type { DaemonPlan } from '../daemon/daemon-plan.js';
import { asyncApiDocument, protocolJsonSchema } from '../protocol/describe.js';
import type { Settings } from '../protocol/settings.js';
import { DaemonError } from '../shared/error.js';
import { integerFrom } from './option-parsers.js';

/** The options of the page and the stream. */
export interface WebOptions {
  readonly web: boolean;
  readonly port: number;
  readonly bind: string;
  readonly openReading: boolean;
}

/** Other machines may come in, but not unknown. */
class OpenToAllError extends DaemonError {
  readonly code = 'OPEN_TO_ALL';
  override readonly exitCode = 2;

  constructor(address: string) {
    super(`At ${address} other machines come in, so the token cannot be waived. Leave out --open-reading or --bind.`);
  }
}

/** The bundled page and the piano's sound, at the same depth above src/cli and dist/cli. */
const PAGE_FOLDERS = ['../../dist/web', '../../web/sound'].map((folder) =>
  fileURLToPath(new URL(folder, import.meta.url)),
);

const addressOption = (text: string): string => {
  if (!/^[\w.:-]{1,253}$/.test(text)) throw new InvalidArgumentError('Expected an address such as 0.0.0.0.');
  return text;
};

export const addWebOptions = (command: Command, { web }: Settings): Command =>
  command
    .option('--port <n>', 'TCP port, or the next free one', integerFrom(0, 65_535), web.port)
    .option('--bind <address>', 'let other machines in, at this address', addressOption, web.bind)
    .option('--open-reading', 'whoever is on this machine may watch without the token', false)
    .option('--no-web', 'neither page nor stream');

/** The page, and what describes the stream to programs. */
const servedFiles = (): ReadonlyMap<string, PageFile> =>
  new Map([
    ...readPageFiles(PAGE_FOLDERS),
    ['/asyncapi.json', jsonFile(asyncApiDocument())],
    ['/schema.json', jsonFile(protocolJsonSchema())],
  ]);

/** Everything the page's server needs; makes the user's token where there is none. */
export const planWeb = (
  { web, port, bind, openReading }: WebOptions,
  env: Readonly<NodeJS.ProcessEnv>,
): DaemonPlan['web'] => {
  if (!web) return null;
  if (openReading && !isLoopback(bind)) throw new OpenToAllError(bind);
  return { port, bind, openReading, token: keepToken(defaultTokenFile(env)), files: servedFiles() };
};

/** The page's address for a person: the fragment, which no server sees, holds the token. */
export const pageLink = (pageUrl: string, token: string): string => `${pageUrl}#token=${token}`;
