import { constants, setPriority } from 'node:os';

/** Lets a process yield to those that play; one that has ended already, or may not be changed, stays as it is. */
export const lowerPriority = (pid: number | undefined): void => {
  try {
    if (pid !== undefined) setPriority(pid, constants.priority.PRIORITY_LOW);
  } catch {
    // its work is worth as much at any priority
  }
};
