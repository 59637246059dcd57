/** Marks a branch the type system proves unreachable; reached all the same, it is a bug. */
export const assertNever = (value: never): never => {
  throw new Error(`unreachable: ${JSON.stringify(value)}`);
};
