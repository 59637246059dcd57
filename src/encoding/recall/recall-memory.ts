/** A remembered note. Ids are those of the piano schema; unknown ones are absent. */
export interface RememberedNote {
  /** Onset, steps of 1/48 beat. */
  readonly step: number;
  readonly pitch: number;
  readonly duration: number;
  readonly velocity: number;
}

/** Notes in playing order. Grows only at its end, and only from the memory that ends there. */
interface NoteLog {
  readonly notes: RememberedNote[];
  /** For each note the latest one before it of the same pitch; −1 for none. */
  readonly before: number[];
}

/** The notes so far. Immutable: `remember` makes a new one on the same shared log, so going back is free. */
export interface RecallMemory {
  readonly log: NoteLog;
  readonly length: number;
}

/** Beyond this many notes the older half is forgotten: an hour of dense music. */
const MOST_NOTES = 32_768;

/** Nothing heard yet. */
export const emptyMemory = (): RecallMemory => ({ log: { notes: [], before: [] }, length: 0 });

const push = ({ notes, before }: NoteLog, note: RememberedNote): void => {
  let last = notes.length - 1;
  while (last >= 0 && notes[last].pitch !== note.pitch) last--;
  notes.push(note);
  before.push(last);
};

const copyOf = ({ notes, before }: NoteLog, from: number, to: number): NoteLog => ({
  notes: notes.slice(from, to),
  before: before.slice(from, to).map((index) => Math.max(-1, index - from)),
});

/** The memory after one more note. */
export const remember = ({ log, length }: RecallMemory, note: RememberedNote): RecallMemory => {
  const isFull = length >= MOST_NOTES;
  const own = isFull
    ? copyOf(log, length - MOST_NOTES / 2, length)
    : log.notes.length === length
      ? log
      : copyOf(log, 0, length); // another memory has already continued from here
  push(own, note);
  return { log: own, length: own.notes.length };
};
