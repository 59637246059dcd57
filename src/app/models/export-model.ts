import path from 'node:path';
import type { ModelCard } from '../../model/checkpoint/model-card.js';
import { exportGraph } from '../../model/networks/network-graphs.js';
import { networkStates } from '../../model/networks/network-kinds.js';
import { emitOnnx } from '../../model/onnx/emit-onnx.js';
import { quietContext, type RunContext } from '../run-context.js';
import { openNamedModel } from './named-model.js';
import { modelSearchFolders } from './model-folders.js';
import { freeOutput, type OverwriteOptions } from '../output/output-files.js';
import { writeOutput } from '../output/write-output.js';
import { fileNameOf } from '../../shared/names.js';

/** Where a network is written to, and where it is looked for. */
export interface ExportOptions extends OverwriteOptions {
  /** An .onnx file; absent for `output/<model>.onnx`. */
  readonly output?: string;
  /** The only folder in which models are looked for. */
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

/** The files that an export writes. */
export interface ExportedFiles {
  readonly file: string;
  /** Explains what the network's inputs and outputs mean. */
  readonly about: string;
}

/** Writes a model's network as .onnx, and beside it what must be known to use it. */
export const exportModel = async (
  wanted: string,
  options: ExportOptions = {},
  context: Pick<RunContext, 'env' | 'confirm'> = quietContext,
): Promise<ExportedFiles> => {
  const { output, models } = options;
  const { checkpoint } = await openNamedModel(wanted, modelSearchFolders(models, context.env));
  const { card, weights } = checkpoint;
  const own = path.join('output', `${fileNameOf(card.name)}.onnx`);
  const file = await freeOutput({ file: output ?? own, isOwnName: output === undefined }, options, context);
  const besideIt = `${file.replace(/[.]onnx$/, '')}.json`;
  const about = await freeOutput({ file: besideIt, isOwnName: true }, options, context);
  await writeOutput(file, emitOnnx(exportGraph(card.network), weights));
  await writeOutput(about, new TextEncoder().encode(`${JSON.stringify(description(card), null, 2)}\n`));
  return { file, about };
};
