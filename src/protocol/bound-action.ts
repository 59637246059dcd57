/** What a pedal or a button may do besides turning a control. */
export const BOUND_ACTIONS = ['panic', 'end', 'like', 'tap', 'start', 'stop'] as const;

export type BoundAction = (typeof BOUND_ACTIONS)[number];

/** Whether it is something to be done, and not a control to be turned. */
export const isBoundAction = (name: string): name is BoundAction => BOUND_ACTIONS.some((action) => action === name);
