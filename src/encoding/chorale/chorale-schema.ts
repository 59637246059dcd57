import type { EventSchema } from '../../model/event-schema.js';
import { CHORALE_PITCH_COUNT } from './chorale-pitch.js';
import { RECALL_LENGTHS } from './chorale-recall.js';
import { VOICE_COUNT } from './chorale.js';

/** This vocabulary and its version, for model cards. */
export const CHORALE_ENCODING = 'chorale-tokens/2';

/** Lengths are counted up to a whole bar. */
export const LONGEST_HELD_STEPS = 16;

/** Melodic intervals are distinguished up to an octave, distances between voices up to two octaves. */
export const WIDEST_LEAP = 12;
export const WIDEST_DISTANCE = 24;

const early = { role: 'given', knownBefore: 'pitch' } as const;
const distance = { size: 2 * WIDEST_DISTANCE + 1, role: 'given' } as const;
const sounding = { size: CHORALE_PITCH_COUNT, role: 'given' } as const;

/**
 * One token of the published serialisation: the pitch of one voice in one sixteenth, in the order S, A, T, B. Most
 * given fields describe the next token, so that the network sees them before it samples that pitch.
 */
export const choraleSchema = [
  { name: 'pitch', size: CHORALE_PITCH_COUNT, role: 'predicted', echoes: ['recallPitch', 'shiftPitch'] },
  { name: 'nextVoice', size: VOICE_COUNT, role: 'given' },
  /** Sixteenths since the start, as the position in a bar of 4/4 and of 3/4: the corpus does not say which applies. */
  { name: 'nextPhase', size: 16, role: 'given' },
  { name: 'nextPhaseInThree', size: 12, role: 'given' },
  /** Of the next voice: for how many steps its latest pitch has sounded, that pitch, and the leap that led to it. */
  { name: 'nextHeld', size: LONGEST_HELD_STEPS + 1, role: 'given' },
  { name: 'nextPrevious', ...sounding },
  { name: 'nextLeap', size: 2 * WIDEST_LEAP + 1, role: 'given' },
  /** The most recent pitch of each voice: this step's if already sampled, else the last step's. */
  { name: 'sounding0', ...sounding },
  { name: 'sounding1', ...sounding },
  { name: 'sounding2', ...sounding },
  { name: 'sounding3', ...sounding },
  /** Those pitches as semitones above the next voice's latest one: the same in every key. */
  { name: 'distance0', ...distance },
  { name: 'distance1', ...distance },
  { name: 'distance2', ...distance },
  { name: 'distance3', ...distance },
  /** One bit for each voice, 1 for the soprano: its most recent pitch differs from the one before. */
  { name: 'moved', size: 1 << VOICE_COUNT, role: 'given' },
  /**
   * About this token itself: how long the chorale has been repeating itself, and the pitch that would continue the
   * repetition.
   */
  { name: 'recallLength', size: RECALL_LENGTHS, ...early },
  { name: 'recallPitch', size: CHORALE_PITCH_COUNT, ...early },
  /** The same for a repetition in another key. */
  { name: 'shiftLength', size: RECALL_LENGTHS, ...early },
  { name: 'shiftPitch', size: CHORALE_PITCH_COUNT, ...early },
] as const satisfies EventSchema;
