import { registerCalibrate } from './commands/calibrate.js';
import { registerCompare } from './commands/compare.js';
import { registerCompletion } from './commands/completion.js';
import { registerConfig } from './commands/config.js';
import { registerDashboard } from './commands/dashboard.js';
import { registerDoctor } from './commands/doctor.js';
import { registerEvaluate } from './commands/evaluate.js';
import { registerExport } from './commands/export.js';
import { registerGenerate } from './commands/generate.js';
import { registerHarmonize } from './commands/harmonize.js';
import { registerIndex } from './commands/build-index.js';
import { registerModels } from './commands/models.js';
import { registerPorts } from './commands/ports.js';
import { registerRemote } from './remote-commands.js';
import { registerRender } from './commands/render.js';
import { registerReplay } from './commands/replay.js';
import { registerSchema } from './commands/schema.js';
import { registerSlim } from './commands/slim.js';
import { registerStart } from './start-command.js';
import { registerStatus } from './status-command.js';
import { registerStop } from './stop-command.js';
import { registerTrain } from './commands/train.js';
import type { RegisterCommand } from './command-io.js';

/** Every command, in the order in which the help lists them, under these headings. */
const groups: Readonly<Record<string, readonly RegisterCommand[]>> = {
  'Play live:': [registerStart, registerStop, registerStatus, registerDashboard],
  'While it plays:': [registerRemote],
  'Afterwards:': [registerReplay, registerRender],
  'Learn and write:': [
    registerTrain,
    registerCalibrate,
    registerEvaluate,
    registerCompare,
    registerGenerate,
    registerHarmonize,
    registerModels,
    registerIndex,
    registerExport,
  ],
  'Set up:': [registerPorts, registerDoctor, registerConfig, registerCompletion, registerSchema, registerSlim],
};

const grouped =
  ([heading, registers]: readonly [string, readonly RegisterCommand[]]): RegisterCommand =>
  (program, io) => {
    program.commandsGroup(heading);
    for (const register of registers) register(program, io);
  };

export const commands: readonly RegisterCommand[] = Object.entries(groups).map(grouped);
