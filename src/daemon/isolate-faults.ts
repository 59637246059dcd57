/** Runs something whose failure must not affect others: errors are rethrown asynchronously. */
export const isolateFaults = (work: () => void): void => {
  try {
    work();
  } catch (error) {
    queueMicrotask(() => {
      throw error;
    });
  }
};
