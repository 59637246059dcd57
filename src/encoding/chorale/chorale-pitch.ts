import { SILENCE } from './chorale.js';

/** The range with ids: the published corpus' 36–81 plus three semitones on each side for transposition. */
export const LOWEST_CHORALE_PITCH = 33;
export const HIGHEST_CHORALE_PITCH = 84;

/** Ids below this are pitches, ascending. */
export const CHORALE_PITCHES = HIGHEST_CHORALE_PITCH - LOWEST_CHORALE_PITCH + 1;

/** Pitches and silence. */
export const CHORALE_PITCH_COUNT = CHORALE_PITCHES + 1;

/** The id of silence, after those of the pitches. */
export const SILENCE_ID = CHORALE_PITCH_COUNT - 1;

/** The id of a MIDI pitch in range, or of silence. */
export const choralePitchIdOf = (pitch: number): number =>
  pitch === SILENCE ? SILENCE_ID : pitch - LOWEST_CHORALE_PITCH;

/** The MIDI pitch of an id, SILENCE for that of silence. */
export const choralePitchOf = (id: number): number => (id < CHORALE_PITCHES ? LOWEST_CHORALE_PITCH + id : SILENCE);
