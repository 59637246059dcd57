import type { ComposedEvent } from '../../performance/composer.js';
import type { PerformanceEvent, MutedNote } from '../../performance/performance-event.js';

/** A note as a replay is judged by: lengths are cut live, by panics and stops. */
export type StruckNote = MutedNote;

/** The notes the daemon struck, as they were recorded, where they are written. */
export const recordedNotes = (events: readonly PerformanceEvent[]): StruckNote[] =>
  events.flatMap((event) => {
    if (event.kind !== 'note-on' || event.voice !== 'daemon') return [];
    const { tick, scoreTick = tick, pitch, velocity } = event;
    return [{ tick: scoreTick, pitch, velocity }];
  });

const textOf = ({ tick, pitch, velocity }: StruckNote): string => `tick ${tick} pitch ${pitch} velocity ${velocity}`;

/** Notes of one list that are not in the other, each as often as it is there more often. */
const without = (notes: readonly StruckNote[], others: readonly StruckNote[]): StruckNote[] => {
  const left = new Map<string, number>();
  for (const other of others) left.set(textOf(other), (left.get(textOf(other)) ?? 0) + 1);
  return notes.filter((note) => {
    const count = left.get(textOf(note)) ?? 0;
    if (count > 0) left.set(textOf(note), count - 1);
    return count === 0;
  });
};

/** The notes of a replay that would have been heard: without those that were passed over while the daemon was muted. */
export const replayedNotes = (
  composed: readonly ComposedEvent[],
  events: readonly PerformanceEvent[],
): StruckNote[] => {
  const notes = composed.flatMap((event) => {
    if (event.kind !== 'note') return [];
    const { tick, pitch, velocity } = event;
    return [{ tick, pitch, velocity }];
  });
  const unheard = events.flatMap((event) => (event.kind === 'unheard' ? event.notes : []));
  return without(notes, unheard);
};

/** What is in one and not in the other, in words; notes of the replay count up to a tick. */
export const differences = (
  recorded: readonly StruckNote[],
  replayed: readonly StruckNote[],
  certainTick = Infinity,
): readonly string[] => {
  const lost = without(recorded, replayed).map((note) => `only in the recording: ${textOf(note)}`);
  const added = without(replayed, recorded).filter(({ tick }) => tick <= certainTick);
  return [...lost, ...added.map((note) => `only in the replay: ${textOf(note)}`)];
};
