import { CHORALE_PITCHES, CHORALE_PITCH_COUNT } from './chorale-pitch.js';
import { nothingRecalled, recalledExactly, recalledShifted, remember, type ChoraleRecall } from './chorale-recall.js';
import { LONGEST_HELD_STEPS, WIDEST_DISTANCE, WIDEST_LEAP, choraleSchema } from './chorale-schema.js';
import { VOICES, VOICE_COUNT } from './chorale.js';

/** State of a voice so far. */
interface VoiceState {
  /** Id of its latest pitch; the absent id before its first. */
  readonly pitch: number;
  /** Steps that pitch has sounded, 0 before the first, at most LONGEST_HELD_STEPS. */
  readonly held: number;
  /** Semitones by which it came there from another pitch, or undefined from silence or the start. */
  readonly leap: number | undefined;
  readonly moved: boolean;
}

/** Position in a chorale and what is known there. Immutable, so going back is free. */
export interface ChoraleCursor {
  /** Tokens so far. */
  readonly tokens: number;
  /** S, A, T, B. */
  readonly voices: readonly VoiceState[];
  readonly recall: ChoraleRecall;
}

const ABSENT_PITCH = CHORALE_PITCH_COUNT;

/** Before the first token. */
export const startChorale: ChoraleCursor = {
  tokens: 0,
  voices: VOICES.map(() => ({ pitch: ABSENT_PITCH, held: 0, leap: undefined, moved: false })),
  recall: nothingRecalled,
};

const isPitch = (id: number): boolean => id < CHORALE_PITCHES;

const voiceAfter = (voice: VoiceState, pitch: number): VoiceState => {
  if (pitch === voice.pitch) return { ...voice, held: Math.min(LONGEST_HELD_STEPS, voice.held + 1), moved: false };
  const leap = isPitch(pitch) && isPitch(voice.pitch) ? pitch - voice.pitch : undefined;
  return { pitch, held: 1, leap, moved: true };
};

/** The cursor after one more token, a pitch id. */
export const advanceChorale = ({ tokens, voices, recall }: ChoraleCursor, pitchId: number): ChoraleCursor => ({
  tokens: tokens + 1,
  voices: voices.map((voice, i) => (i === tokens % VOICE_COUNT ? voiceAfter(voice, pitchId) : voice)),
  recall: remember(recall, pitchId),
});

/** An interval as an id: `widest` semitones down is 0; undefined is the absent id. */
const intervalId = (semitones: number | undefined, widest: number): number =>
  semitones === undefined ? 2 * widest + 1 : widest + Math.max(-widest, Math.min(widest, semitones));

const distanceBetween = (from: VoiceState, to: VoiceState): number | undefined =>
  from !== to && isPitch(from.pitch) && isPitch(to.pitch) ? to.pitch - from.pitch : undefined;

/** The ids of the given fields about the token that comes next, in schema order. */
const givenForNext = ({ tokens, voices }: ChoraleCursor): number[] => {
  const step = Math.floor(tokens / VOICE_COUNT);
  const nextVoice = tokens % VOICE_COUNT;
  const next = voices[nextVoice];
  return [
    nextVoice,
    step % 16,
    step % 12,
    next.held,
    next.pitch,
    intervalId(next.leap, WIDEST_LEAP),
    ...voices.map((voice) => voice.pitch),
    ...voices.map((voice) => intervalId(distanceBetween(next, voice), WIDEST_DISTANCE)),
    voices.reduce((bits, { moved }, i) => bits + (moved ? 1 << i : 0), 0),
  ];
};

/** What recall says about the next token before it is sampled, in schema order. */
const knownOfNext = ({ recall }: ChoraleCursor): number[] =>
  [recalledExactly(recall), recalledShifted(recall)].flatMap(({ lengthClass, pitchId }) => [
    lengthClass,
    pitchId ?? ABSENT_PITCH,
  ]);

/** The row before the first token. */
export const choraleStartRow = (): number[] => [
  ABSENT_PITCH,
  ...givenForNext(startChorale),
  ...knownOfNext(startChorale),
];

/** The row of token `pitchId`, between one cursor and the next. */
export const choraleRow = (before: ChoraleCursor, pitchId: number, after: ChoraleCursor): number[] => [
  pitchId,
  ...givenForNext(after),
  ...knownOfNext(before),
];

/** What is known of the next token's row before it is sampled; the rest is absent. */
export const choraleRowToDraw = (cursor: ChoraleCursor): number[] => {
  const known = knownOfNext(cursor);
  const absent = choraleSchema.slice(0, -known.length).map(({ size }) => size);
  return [...absent, ...known];
};
