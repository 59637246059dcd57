import type { Note } from '../../music/piece.js';

/**
 * Notes of one piano in which no key sounds twice: a note ends when its key is struck again, and of two strikes at once
 * the longer stays. With overlapping notes on one key, MIDI cannot say which one a note-off ends. Sorted by tick, then
 * pitch.
 */
export const trimRestruck = (notes: readonly Note[]): Note[] => {
  const sorted = [...notes].sort((a, b) => a.tick - b.tick || a.pitch - b.pitch || b.durationTicks - a.durationTicks);
  const nextOnset = new Map<number, number>();
  const trimmed: Note[] = [];
  for (const note of sorted.reverse()) {
    const next = nextOnset.get(note.pitch) ?? Infinity;
    nextOnset.set(note.pitch, note.tick);
    if (note.tick === next) {
      const kept = trimmed.findLastIndex((other) => other.pitch === note.pitch);
      trimmed[kept] = { ...note, durationTicks: Math.max(note.durationTicks, trimmed[kept].durationTicks) };
    } else {
      trimmed.push({ ...note, durationTicks: Math.min(note.durationTicks, next - note.tick) });
    }
  }
  return trimmed.reverse();
};
