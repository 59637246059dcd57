import { registerEvaluate } from './evaluate-command.js';
import { registerGenerate } from './generate-command.js';
import { registerModels } from './models-command.js';
import { registerStart } from './start-command.js';
import { registerTrain } from './train-command.js';
import type { RegisterCommand } from './command-io.js';

/** Every command, in the order in which the help lists them. */
export const commands: readonly RegisterCommand[] = [
  registerTrain,
  registerEvaluate,
  registerGenerate,
  registerModels,
  registerStart,
];
