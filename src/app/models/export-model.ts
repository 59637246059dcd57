import path from 'node:path';
import type { ModelCard } from '../../model/checkpoint/model-card.js';
import { exportGraph } from '../../model/networks/network-graphs.js';
import { networkStates } from '../../model/networks/network-states.js';
import { emitOnnx } from '../../model/onnx/emit-onnx.js';
import type { CommandIo } from '../../cli/command-io.js';
import { modelToEvaluate } from './named-model.js';
import { modelSearchFolders } from './model-folders.js';
import { writeOutput } from '../output-files.js';
import { fileNameOf } from '../../shared/names.js';

/** The options of `export` as commander gives them. */
export interface ExportOptions {
  readonly output?: string;
  readonly models?: string;
}

/** What must be known to use the network elsewhere. */
const description = ({ name, encoding, network, composers, training }: ModelCard): object => ({
  model: name,
  encoding,
  fields: network.schema,
  composers,
  network: network.kind,
  states: networkStates(network),
  provenance: training.provenance,
});

/** Writes a model's network as .onnx, and beside it what must be known to use it. */
export const exportModel = async (wanted: string, { output, models }: ExportOptions, io: CommandIo): Promise<void> => {
  const { checkpoint } = await modelToEvaluate(wanted, modelSearchFolders(models, io.env));
  const { card, weights } = checkpoint;
  const file = output ?? path.join('output', `${fileNameOf(card.name)}.onnx`);
  const about = `${file.replace(/[.]onnx$/, '')}.json`;
  await writeOutput(file, emitOnnx(exportGraph(card.network), weights));
  await writeOutput(about, new TextEncoder().encode(`${JSON.stringify(description(card), null, 2)}\n`));
  io.stdout.write(`${file}, and what its numbers mean: ${about}\n`);
};
