import type { LossPoint } from '../../src/protocol/live-event.js';

/** Losses in order of their passes, the latest figure of each: a training that goes on tells of a pass again. */
export const inOrder = (history: readonly LossPoint[]): readonly LossPoint[] =>
  [...new Map(history.map((point) => [point.pass, point])).values()].sort((a, b) => a.pass - b.pass);

/** A pass as a label: whole passes without decimals. */
export const passText = (pass: number): string => `pass ${Number(pass.toFixed(1))}`;
