import { NotANumberError } from '../../model/sampling/sample.js';
import { DaemonError } from '../../shared/error.js';

/** The network returned non-finite numbers: its weights are damaged or its training diverged. */
export class NonFiniteLogitsError extends DaemonError {
  readonly code = 'MODEL_GIVES_NO_NUMBERS';

  constructor(model: string, options?: ErrorOptions) {
    super(`Model ${model} computes invalid numbers: its weights are broken. Train it again.`, options);
  }
}

/** Does `work` with a network; names the model when its numbers are unusable. */
export const namingModel = async <T>(model: string, work: () => Promise<T>): Promise<T> => {
  try {
    return await work();
  } catch (cause) {
    if (cause instanceof NotANumberError) throw new NonFiniteLogitsError(model, { cause });
    throw cause;
  }
};
