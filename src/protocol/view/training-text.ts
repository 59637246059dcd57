import type { Snapshot, TrainingState } from '../live-event.js';

const lossText = ({ trainingLoss, validationLoss }: TrainingState): string => {
  if (trainingLoss === null) return '';
  return `, loss ${(validationLoss ?? trainingLoss).toFixed(3)}`;
};

/** How the training is doing as one line; null where there was none. */
export const trainingText = ({ training }: Pick<Snapshot, 'training'>): string | null => {
  if (!training) return null;
  const { model, state, pass, passes, message } = training;
  if (state !== 'running') return message;
  return passes === 0
    ? `${model}, reading its music`
    : `${model}, pass ${pass.toFixed(1)} of ${passes}${lossText(training)}`;
};
