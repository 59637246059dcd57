import type { ComposedEvent } from '../performance/composer.js';
import type { PerformanceEvent } from '../performance/performance-event.js';

/** A note as a replay is judged by: lengths are cut live, by panics and stops. */
export interface StruckNote {
  readonly tick: number;
  readonly pitch: number;
  readonly velocity: number;
}

/** The notes the daemon struck, as they were recorded. */
export const recordedNotes = (events: readonly PerformanceEvent[]): StruckNote[] =>
  events.flatMap((event) =>
    event.kind === 'note-on' && event.voice === 'daemon'
      ? [{ tick: event.tick, pitch: event.pitch, velocity: event.velocity }]
      : [],
  );

/** Stretches of the score in which the daemon was muted: it composed, and nothing was heard. */
const mutedStretches = (
  events: readonly PerformanceEvent[],
): { readonly fromTick: number; readonly toTick: number }[] => {
  const stretches: { fromTick: number; toTick: number }[] = [];
  for (const event of events) {
    if (event.kind !== 'controls' || event.controls.muted === undefined) continue;
    if (event.controls.muted) stretches.push({ fromTick: event.tick, toTick: Infinity });
    else if (stretches.length > 0) stretches[stretches.length - 1].toTick = event.tick;
  }
  return stretches;
};

/** The notes of a replay that would have been heard. */
export const replayedNotes = (
  composed: readonly ComposedEvent[],
  events: readonly PerformanceEvent[],
): StruckNote[] => {
  const muted = mutedStretches(events);
  return composed.flatMap((event) => {
    if (event.kind !== 'note') return [];
    const { tick, pitch, velocity } = event;
    return muted.some(({ fromTick, toTick }) => tick > fromTick && tick <= toTick) ? [] : [{ tick, pitch, velocity }];
  });
};

const textOf = ({ tick, pitch, velocity }: StruckNote): string => `tick ${tick} pitch ${pitch} velocity ${velocity}`;

/** What is in one and not in the other, in words, the first few. */
export const differences = (
  recorded: readonly StruckNote[],
  replayed: readonly StruckNote[],
  most: number,
): readonly string[] => {
  const missing = new Map<string, number>();
  for (const note of recorded) missing.set(textOf(note), (missing.get(textOf(note)) ?? 0) + 1);
  const added: string[] = [];
  for (const note of replayed) {
    const left = missing.get(textOf(note)) ?? 0;
    if (left === 0) added.push(`only in the replay: ${textOf(note)}`);
    else missing.set(textOf(note), left - 1);
  }
  const lost = [...missing].filter(([, count]) => count > 0).map(([text]) => `only in the recording: ${text}`);
  return [...lost, ...added].slice(0, most);
};
