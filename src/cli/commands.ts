import { registerCompare } from './compare-command.js';
import { registerCompletion } from './completion-command.js';
import { registerConfig } from './config-command.js';
import { registerDashboard } from './dashboard-command.js';
import { registerDoctor } from './doctor-command.js';
import { registerEvaluate } from './evaluate-command.js';
import { registerExport } from './export-command.js';
import { registerGenerate } from './generate-command.js';
import { registerHarmonize } from './harmonize-command.js';
import { registerIndex } from './index-command.js';
import { registerModels } from './models-command.js';
import { registerPorts } from './ports-command.js';
import { registerRemote } from './remote-commands.js';
import { registerRender } from './render-command.js';
import { registerReplay } from './replay-command.js';
import { registerSchema } from './schema-command.js';
import { registerStart } from './start-command.js';
import { registerStatus } from './status-command.js';
import { registerStop } from './stop-command.js';
import { registerTrain } from './train-command.js';
import type { RegisterCommand } from './command-io.js';

/** Every command, in the order in which the help lists them, under these headings. */
const groups: Readonly<Record<string, readonly RegisterCommand[]>> = {
  'Play live:': [registerStart, registerStop, registerStatus, registerDashboard],
  'While it plays:': [registerRemote],
  'Afterwards:': [registerReplay, registerRender],
  'Learn and write:': [
    registerTrain,
    registerEvaluate,
    registerCompare,
    registerGenerate,
    registerHarmonize,
    registerModels,
    registerIndex,
    registerExport,
  ],
  'Set up:': [registerPorts, registerDoctor, registerConfig, registerCompletion, registerSchema],
};

const grouped =
  ([heading, registers]: readonly [string, readonly RegisterCommand[]]): RegisterCommand =>
  (program, io) => {
    program.commandsGroup(heading);
    for (const register of registers) register(program, io);
  };

export const commands: readonly RegisterCommand[] = Object.entries(groups).map(grouped);
