import { CHORALE_PITCHES, LOWEST_CHORALE_PITCH, SILENCE_ID } from '../../encoding/chorale/chorale-pitch.js';
import { VOICE_COUNT } from '../../encoding/chorale/chorale.js';
import type { Allowed } from '../../model/sampling/sample.js';

/** MIDI pitches from the lowest to the highest of each voice: those of the published corpus and a minor third more. */
const VOICE_RANGES = [
  { lowest: 57, highest: 84 },
  { lowest: 49, highest: 77 },
  { lowest: 43, highest: 72 },
  { lowest: 33, highest: 69 },
] as const;

/** Four bars, in which … */
const MEMORY_STEPS = 64;
/** … no pitch of a voice fills three, and … */
const MOST_OF_ONE_PITCH = 48;
/** … no voice rests for more than one. */
const MOST_REST = 16;
/** Longest chord, a bar: in the corpus 31 of 18,000 chords last longer. */
const LONGEST_STILL_STEPS = 16;

/** What the constraints need to know of a chorale so far. Immutable: `observeToken` makes a new one. */
export interface ChoraleConstraintState {
  readonly tokens: number;
  /** Pitch ids of each voice, S, A, T, B, oldest first, at most 64. */
  readonly voices: readonly (readonly number[])[];
  /** Whether any voice has changed in the current sixteenth. */
  readonly moved: boolean;
  /** Duration of the latest chord in sixteenths. */
  readonly stillSteps: number;
}

export const noTokens: ChoraleConstraintState = {
  tokens: 0,
  voices: Array.from({ length: VOICE_COUNT }, () => []),
  moved: false,
  stillSteps: 0,
};

/** The chorale after one more token. */
export const observeToken = (
  { tokens, voices, moved, stillSteps }: ChoraleConstraintState,
  pitchId: number,
): ChoraleConstraintState => {
  const voice = tokens % VOICE_COUNT;
  const movedNow = (voice > 0 && moved) || voices[voice].at(-1) !== pitchId;
  const stepEnds = voice === VOICE_COUNT - 1;
  return {
    tokens: tokens + 1,
    voices: voices.map((ids, i) => (i === voice ? [...ids, pitchId].slice(-MEMORY_STEPS) : ids)),
    moved: movedNow,
    stillSteps: stepEnds ? (movedNow ? 1 : stillSteps + 1) : stillSteps,
  };
};

/**
 * Which pitch ids the next voice may take: within its range, no endless pitch, rest or chord, never silence in all
 * voices. The bass comes last and repairs what the others leave. At least one id is always allowed.
 */
export const allowedPitches = ({ tokens, voices, moved, stillSteps }: ChoraleConstraintState): Allowed => {
  const voice = tokens % VOICE_COUNT;
  const isBass = voice === VOICE_COUNT - 1;
  const own = voices[voice];
  const counts = new Map<number, number>();
  for (const id of own) counts.set(id, (counts.get(id) ?? 0) + 1);
  const othersRest = isBass && voices.slice(0, voice).every((ids) => ids.at(-1) === SILENCE_ID);
  const mustMove = isBass && !moved && stillSteps >= LONGEST_STILL_STEPS;
  const { lowest, highest } = VOICE_RANGES[voice];
  return (id) => {
    if (mustMove && id === own.at(-1)) return false;
    const count = counts.get(id) ?? 0;
    if (id >= CHORALE_PITCHES) return !othersRest && count < MOST_REST;
    const pitch = LOWEST_CHORALE_PITCH + id;
    return pitch >= lowest && pitch <= highest && count < MOST_OF_ONE_PITCH;
  };
};
