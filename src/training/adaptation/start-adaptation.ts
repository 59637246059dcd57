import { pianoSchema } from '../../encoding/piano/piano-schema.js';
import { networkRows } from '../../encoding/piano/network-row.js';
import type { Checkpoint } from '../../model/checkpoint/checkpoint.js';
import type { WindowShape } from '../../model/networks/network-graphs.js';
import type { Engine } from '../../model/runtimes/engine.js';
import { OnlineOptimizer, type Adaptation } from './online-optimizer.js';
import { measureGradientSizes } from './gradient-sizes.js';

/** Two or three bars: short enough that the first strain is learned before it returns. */
const WINDOW: WindowShape = { steps: 32, batch: 1 };

/** Number of windows for measuring the sizes of the gradients; more make no audible difference. */
const MEASURED_WINDOWS = 24;

/** From a few trials on short training works of the base; not yet tuned on unseen works. */
export const defaultAdaptation: Adaptation = { rate: 3e-4, decay: 0.002 };

/**
 * A piano checkpoint's network, prepared for adaptation. The sizes of its gradients are measured on its own primers.
 */
export const startAdaptation = async (engine: Engine, { card, weights }: Checkpoint): Promise<OnlineOptimizer> => {
  const network = await OnlineOptimizer.start(engine, card.network, weights, WINDOW);
  const excerpts = card.excerpts.map(({ ids }) =>
    networkRows(card.network.schema, { ids: Int32Array.from(ids), length: ids.length / pianoSchema.length }),
  );
  network.setSizes(await measureGradientSizes(network, excerpts, MEASURED_WINDOWS));
  return network;
};
