/** The voices of a chorale in the order they are serialised, from the top. */
export const VOICES = ['Soprano', 'Alto', 'Tenor', 'Bass'] as const;

export const VOICE_COUNT = VOICES.length;

/** The pitch of a voice that rests. */
export const SILENCE = -1;

/** One sixteenth: the MIDI pitches of S, A, T, B, SILENCE for one that rests. */
export type ChoraleStep = readonly number[];

/** A chorale in sixteenths. Held and repeated notes are the same, as in the published corpus. */
export type Chorale = readonly ChoraleStep[];
