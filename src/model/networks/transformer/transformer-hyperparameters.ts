/**
 * What training a Transformer takes where the user says nothing: about an LSTM's time a step. It diverges at learning
 * rates as high as an LSTM's.
 */
export const transformerHyperparameters = {
  layers: 4,
  learningRate: 1e-3,
  ownSizes: {
    heads: { default: 4, most: 64, help: 'attention heads' },
    context: { default: 256, most: 4096, help: 'events it attends to' },
  },
} as const;
