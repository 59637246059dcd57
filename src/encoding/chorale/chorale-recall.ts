import { CHORALE_PITCHES } from './chorale-pitch.js';
import { VOICE_COUNT } from './chorale.js';

/** Sixteenths that are remembered: more than the longest published chorale. */
const MOST_STEPS = 1024;

/** Lower bounds of the classes of repetition length, in tokens; the first means that nothing is repeated. */
const LENGTH_CLASSES = [0, 4, 8, 12, 16, 24, 32, 48, 64, 96] as const;

export const RECALL_LENGTHS = LENGTH_CLASSES.length;

/**
 * What a chorale recalls: for every earlier sixteenth, up to the voice that came last, how well it matches the current
 * music. Immutable: `remember` makes a new one.
 */
export interface ChoraleRecall {
  /** Pitch ids of all tokens in order, from the beginning of a sixteenth on. */
  readonly history: readonly number[];
  /** For each earlier sixteenth: how many consecutive tokens match under one transposition, and that transposition. */
  readonly lengths: Int32Array;
  readonly shifts: Int32Array;
}

/** An earlier passage that the music repeats. */
export interface RecalledPitch {
  /** Class of the length of repetition, 0 for none. */
  readonly lengthClass: number;
  /** Id of the pitch that came next there, transposed like the passage; undefined for none or if it has no id. */
  readonly pitchId: number | undefined;
}

export const nothingRecalled: ChoraleRecall = {
  history: [],
  lengths: new Int32Array(0),
  shifts: new Int32Array(0),
};

const isPitch = (id: number): boolean => id < CHORALE_PITCHES;

/** Without its oldest sixteenth, if it is full. */
const shortened = (recall: ChoraleRecall): ChoraleRecall =>
  recall.history.length < MOST_STEPS * VOICE_COUNT
    ? recall
    : {
        history: recall.history.slice(VOICE_COUNT),
        lengths: recall.lengths.slice(1),
        shifts: recall.shifts.slice(1),
      };

/** The alignment with an earlier token, from that of the tokens before both. */
const alignment = (then: number, now: number, length: number, shift: number): readonly [number, number] => {
  if (!isPitch(then) || !isPitch(now)) return then === now ? [length + 1, shift] : [0, 0]; // a rest matches in every key
  return length > 0 && now - then === shift ? [length + 1, shift] : [1, now - then];
};

/** The recall after one more token, a pitch id. */
export const remember = (before: ChoraleRecall, id: number): ChoraleRecall => {
  const voice = before.history.length % VOICE_COUNT;
  const { history, ...earlier } = voice === 0 ? shortened(before) : before;
  const steps = Math.floor(history.length / VOICE_COUNT);
  const lengths = new Int32Array(steps);
  const shifts = new Int32Array(steps);
  for (let step = 0; step < steps; step++) {
    // the token before a soprano is the bass of the previous sixteenth
    const from = voice === 0 ? step - 1 : step;
    const then = history[step * VOICE_COUNT + voice];
    [lengths[step], shifts[step]] =
      from < 0 ? alignment(then, id, 0, 0) : alignment(then, id, earlier.lengths[from], earlier.shifts[from]);
  }
  return { history: [...history, id], lengths, shifts };
};

/** The longest passage accepted by `counts`; the latest among equals. */
const longest = ({ history, lengths, shifts }: ChoraleRecall, counts: (shift: number) => boolean): RecalledPitch => {
  let best = 0;
  let place = -1;
  for (let step = lengths.length - 1; step >= 0; step--) {
    if (lengths[step] > best && counts(shifts[step])) [best, place] = [lengths[step], step];
  }
  const lengthClass = LENGTH_CLASSES.findLastIndex((from) => best >= from);
  if (lengthClass === 0) return { lengthClass, pitchId: undefined };
  const lastVoice = (history.length - 1) % VOICE_COUNT;
  const then = history[place * VOICE_COUNT + lastVoice + 1];
  const moved = isPitch(then) ? then + shifts[place] : then;
  const hasId = !isPitch(then) || (moved >= 0 && isPitch(moved));
  return { lengthClass, pitchId: hasId ? moved : undefined };
};

/** The recalled continuation in the same key. */
export const recalledExactly = (recall: ChoraleRecall): RecalledPitch => longest(recall, (shift) => shift === 0);

/** The same in another key. */
export const recalledShifted = (recall: ChoraleRecall): RecalledPitch => longest(recall, (shift) => shift !== 0);
