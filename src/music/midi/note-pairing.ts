import type { NoteEvent } from './track-event.js';

/** A note in the ticks of its file. `endTick` may equal `tick`. */
export interface FileNote {
  readonly tick: number;
  readonly endTick: number;
  readonly channel: number;
  readonly pitch: number;
  readonly velocity: number;
}

type NoteOn = Extract<NoteEvent, { kind: 'note-on' }>;

/** Struck keys of one pitch and channel, the oldest at `head`. */
interface OpenNotes {
  readonly noteOns: NoteOn[];
  head: number;
}

const close = (noteOn: NoteOn, endTick: number): FileNote => ({
  tick: noteOn.tick,
  endTick,
  channel: noteOn.channel,
  pitch: noteOn.pitch,
  velocity: noteOn.velocity,
});

/**
 * Joins note-ons to note-offs of the same channel and pitch: the oldest open note ends first, so that every note-off
 * ends one note and adjacent notes are never confused, whether off or on comes first. Note-offs without a note are
 * dropped; notes never closed end at `endTick`.
 */
export const pairNotes = (events: readonly NoteEvent[], endTick: number): FileNote[] => {
  const open = new Map<number, OpenNotes>();
  const notes: FileNote[] = [];
  for (const event of events) {
    const key = event.channel * 128 + event.pitch;
    const waiting = open.get(key);
    if (event.kind === 'note-on') {
      if (waiting === undefined) open.set(key, { noteOns: [event], head: 0 });
      else waiting.noteOns.push(event);
    } else if (waiting !== undefined) {
      notes.push(close(waiting.noteOns[waiting.head++], event.tick));
      if (waiting.head === waiting.noteOns.length) open.delete(key);
    }
  }
  for (const { noteOns, head } of open.values()) {
    for (let i = head; i < noteOns.length; i++) notes.push(close(noteOns[i], endTick));
  }
  return notes;
};
