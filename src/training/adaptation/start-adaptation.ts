import { pianoSchema } from '../../encoding/piano/piano-schema.js';
import { networkRows } from '../../encoding/piano/network-row.js';
import type { Checkpoint } from '../../model/checkpoint/checkpoint.js';
import type { WindowShape } from '../../model/networks/network-graphs.js';
import type { Engine } from '../../model/runtimes/engine.js';
import { OnlineOptimizer, type Adaptation } from './online-optimizer.js';
import { measureGradientSizes } from './gradient-sizes.js';

/** Two or three bars: short enough to have learned the first strain before it comes again. */
const WINDOW: WindowShape = { steps: 32, batch: 1 };

/** Windows of excerpts from which the sizes of the gradients are measured; more change nothing that can be heard. */
const MEASURED_WINDOWS = 24;

/** From a few trials on short works that the base was trained on; on unseen works nothing is measured yet. */
export const defaultAdaptation: Adaptation = { rate: 3e-4, decay: 0.002 };

/** A piano checkpoint's network made ready to learn on. What sizes its gradients have is measured on its own excerpts. */
export const startAdaptation = async (engine: Engine, { card, weights }: Checkpoint): Promise<OnlineOptimizer> => {
  const network = await OnlineOptimizer.start(engine, card.network, weights, WINDOW);
  const excerpts = card.excerpts.map(({ ids }) =>
    networkRows(card.network.schema, { ids: Int32Array.from(ids), length: ids.length / pianoSchema.length }),
  );
  network.setSizes(await measureGradientSizes(network, excerpts, MEASURED_WINDOWS));
  return network;
};
