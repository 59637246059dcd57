import type { ComposedEvent } from '../composer.js';
import type { PerformanceContext } from '../performance-context.js';

/**
 * Applies the network's rubato, scaled by `expression`. An event's ratio applies to the time since the previous event.
 */
export const applyRubato = (
  { controls, player, revisions, transport }: PerformanceContext,
  events: readonly ComposedEvent[],
  nowMs: number,
): void => {
  const power = controls.expression / 100;
  if (power === 0 || transport.source === 'external') return;
  let fromTick = player.plan.events.at(-1)?.event.tick ?? revisions.fromTick;
  for (const { tick, tempoRatio } of events) {
    if (tempoRatio !== null && tick > fromTick) {
      transport.applyRubato({ fromTick, toTick: tick, ratio: tempoRatio ** power }, nowMs);
    }
    fromTick = Math.max(fromTick, tick);
  }
};
