/** Does something whose fault must not keep others from their work: it is thrown on where nobody waits for it. */
export const isolateFaults = (work: () => void): void => {
  try {
    work();
  } catch (error) {
    queueMicrotask(() => {
      throw error;
    });
  }
};
