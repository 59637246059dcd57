#!/usr/bin/env node
import { explainSystemError } from '../shared/system-error.js';
import { ensureHome } from './ensure-home.js';

/** The exit code of the command line. Its modules are loaded now, so that what the machine refuses them is explained. */
const main = async (): Promise<number> => {
  ensureHome(process.env);
  try {
    const [{ commands }, { processIo }, { runCli }] = await Promise.all([
      import('./commands.js'),
      import('./process-io.js'),
      import('./run-cli.js'),
    ]);
    return await runCli(process.argv.slice(2), processIo(), commands);
  } catch (error) {
    const line = explainSystemError(error);
    if (line === undefined) throw error;
    process.stderr.write(`error: ${line}\n`);
    return 1;
  }
};

// Set, not called with process.exit: output still in a pipe is written first.
process.exitCode = await main();
