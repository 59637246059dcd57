#!/usr/bin/env node
import { commands } from './commands.js';
import { processIo } from './process-io.js';
import { runCli } from './run-cli.js';

// Set, not called with process.exit: output still in a pipe is written first.
process.exitCode = await runCli(process.argv.slice(2), processIo(), commands);
