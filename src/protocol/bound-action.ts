/** Actions that a pedal or button can trigger. */
export const BOUND_ACTIONS = ['panic', 'end', 'like', 'tap', 'start', 'stop'] as const;

export type BoundAction = (typeof BOUND_ACTIONS)[number];

/** Whether it is an action rather than a control. */
export const isBoundAction = (name: string): name is BoundAction => BOUND_ACTIONS.some((action) => action === name);
