/** What training an LSTM takes where the user says nothing. */
export const lstmHyperparameters = { layers: 2, learningRate: 3e-3, ownSizes: {} } as const;
