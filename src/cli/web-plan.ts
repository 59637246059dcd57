import { fileURLToPath } from 'node:url';
import { isLoopback } from '../adapters/web/listen-address.js';
import { jsonFile, readPageFiles, type PageFile } from '../adapters/web/page-files.js';
import { keepToken } from '../adapters/web/token-file.js';
import type { DaemonPlan } from '../daemon/daemon-plan.js';
import { asyncApiDocument, protocolJsonSchema } from '../protocol/json-schema.js';
import { DaemonError } from '../shared/error.js';
import type { WebOptions } from './web-options.js';
import { tokenFiles } from './token-files.js';

/** Other machines may come in, but not unknown. */
class OpenToAllError extends DaemonError {
  readonly code = 'OPEN_TO_ALL';
  override readonly exitCode = 2;

  constructor(address: string) {
    super(`Other machines can connect at ${address}, so the token is required. Leave out --open-reading or --bind.`);
  }
}

/** The bundled page and the piano's sound, at the same depth above src/cli and dist/cli. */
const PAGE_FOLDERS = ['../../dist/web', '../../web/sound'].map((folder) =>
  fileURLToPath(new URL(folder, import.meta.url)),
);

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
  return { port, bind, openReading, token: keepToken(tokenFiles(env)), files: servedFiles() };
};
