import { NO_BASS, NO_CHORD, isChordTone, pitchClass } from '../plan/chord-vocabulary.js';
import { harmonyPath, type Harmony } from './harmony-path.js';
import { harmonySpans, type HarmonySpan } from './harmony-spans.js';
import { keyMode, keyTonic } from './key-model.js';
import type { BarLine, PlanNote, PlanSlot } from '../plan/music-plan.js';
import { notesBySpan, spanEvidence } from './span-evidence.js';

/** Notes this near to the lowest of a slot may be its bass. */
const BASS_RANGE = 4;
/** Bonus, in steps, if such a note sounds on the slot's first step or is a chord tone. */
const AT_THE_START = 36;
const OF_THE_CHORD = 24;

/** The pitch class of the bass: among the lowest notes, preferring long ones, the first one and chord tones. */
const bassOf = (notes: readonly PlanNote[], step: number, end: number, chord: number): number => {
  const lowest = notes.reduce((least, { pitch }) => Math.min(least, pitch), Infinity);
  let best = { pitch: -1, score: -Infinity };
  for (const { pitch, step: from, end: to } of notes) {
    if (pitch > lowest + BASS_RANGE) continue;
    const sounding = Math.min(to, end) - Math.max(from, step);
    const score = sounding + (from <= step ? AT_THE_START : 0) + (isChordTone(chord, pitch) ? OF_THE_CHORD : 0);
    if (score > best.score || (score === best.score && pitch < best.pitch)) best = { pitch, score };
  }
  return best.pitch < 0 ? NO_BASS : pitchClass(best.pitch);
};

/** Spans that follow one another in one slot with one chord. */
interface Run {
  readonly first: number;
  readonly last: number;
}

const runsOf = (spans: readonly HarmonySpan[], path: readonly Harmony[]): Run[] => {
  const runs: Run[] = [];
  spans.forEach(({ slot }, i) => {
    const before = runs.at(-1);
    const isSame = before && spans[before.last].slot === slot && path[before.last].chord === path[i].chord;
    if (isSame) runs[runs.length - 1] = { first: before.first, last: i };
    else runs.push({ first: i, last: i });
  });
  return runs;
};

const slotOf = (
  { step, end }: { readonly step: number; readonly end: number },
  notes: readonly PlanNote[],
  { chord, key }: Harmony,
): PlanSlot => {
  const struck = notes.filter((note) => note.step >= step).map(({ pitch }) => pitch);
  const heard = notes.length > 0 ? chord : NO_CHORD;
  return {
    step,
    steps: end - step,
    chord: heard,
    bass: bassOf(notes, step, end, heard),
    tonic: keyTonic(key),
    mode: keyMode(key),
    top: struck.reduce((most, pitch) => Math.max(most, pitch), -1),
    low: struck.length > 0 ? struck.reduce((least, pitch) => Math.min(least, pitch)) : -1,
  };
};

/** Chord, bass, local key and range of every slot: half bars, split into beats where the harmony moves faster. */
export const harmonySlots = (bars: readonly BarLine[], notes: readonly PlanNote[]): PlanSlot[] => {
  const spans = harmonySpans(bars);
  const notesIn = notesBySpan(spans, notes);
  const path = harmonyPath(spans, spanEvidence(spans, notesIn));
  return runsOf(spans, path).map(({ first, last }) => {
    const inside = [...new Set(notesIn.slice(first, last + 1).flat())];
    return slotOf({ step: spans[first].step, end: spans[last].end }, inside, path[first]);
  });
};
