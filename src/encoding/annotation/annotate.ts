import { barContent } from './bar-content.js';
import { barReferences } from './bar-references.js';
import { textures } from './bar-texture.js';
import { cadenceIn, chordLine, endsOnTonic, type ChordLine } from './cadences.js';
import { pitchClass } from '../plan/chord-vocabulary.js';
import { harmonySlots } from './harmony-slots.js';
import { melodyGaps } from './melody-gaps.js';
import type { BarLine, Cadence, MusicPlan, PlanBar, PlanNote, PlanSlot } from '../plan/music-plan.js';
import { phraseCharacter } from './phrase-contrast.js';
import { phrasesOf, type Phrase } from './phrases.js';
import { pieceKey } from './piece-key.js';
import { sectionsOf } from './sections.js';
import { transposePlan } from '../plan/transpose-plan.js';

/** The notes struck in each bar; notes before the first bar or after the last are in none. */
const notesByBar = (notes: readonly PlanNote[], bars: readonly Pick<BarLine, 'step' | 'steps'>[]): PlanNote[][] => {
  let next = 0;
  return bars.map(({ step, steps }) => {
    while (next < notes.length && notes[next].step < step) next++;
    const from = next;
    while (next < notes.length && notes[next].step < step + steps) next++;
    return notes.slice(from, next);
  });
};

/** The slots that begin in each bar. */
const slotsByBar = (bars: readonly BarLine[], slots: readonly PlanSlot[]): PlanSlot[][] => {
  let next = 0;
  return bars.map(({ step, steps }) => {
    const from = next;
    while (next < slots.length && slots[next].step < step + steps) next++;
    return slots.slice(from, next);
  });
};

/** How each phrase ends. */
const phraseCadences = (phrases: readonly Phrase[], cadences: readonly Cadence[], line: ChordLine): Cadence[] =>
  phrases.map(({ last }, i) => {
    const isLast = i === phrases.length - 1;
    return isLast && endsOnTonic(line) ? 'final' : cadences[last];
  });

type Form = Pick<PlanBar, 'phraseLeft' | 'section' | 'sectionStart' | 'cadence'>;

/** Whether the first bar is shorter than the second, or nothing is struck in its first half. */
const hasUpbeat = (bars: readonly BarLine[], notes: readonly PlanNote[]): boolean =>
  bars.length > 2 &&
  (bars[0].steps < bars[1].steps || (notes.length > 0 && notes[0].step >= bars[0].step + bars[0].steps / 2));

const annotateBars = (notes: readonly PlanNote[], bars: readonly BarLine[], slots: readonly PlanSlot[]): PlanBar[] => {
  const notesIn = notesByBar(notes, bars);
  const contents = bars.map((bar, i) => barContent(bar, notesIn[i]));
  const references = barReferences(contents);
  const texture = textures(bars, notesIn);
  const line = chordLine(bars, slots);
  const cadences = bars.map((_, bar) => cadenceIn(line, bar));
  const gaps = melodyGaps(bars, notes);
  const phrases = phrasesOf({ references, gaps, cadences, upbeat: hasUpbeat(bars, notesIn[0] ?? []) });
  const slotsIn = slotsByBar(bars, slots);
  const characters = phrases.map((phrase) => phraseCharacter(phrase, bars, texture, notesIn, slotsIn));
  const ends = phraseCadences(phrases, cadences, line);
  const forms: Form[] = sectionsOf(phrases, contents, characters).flatMap(({ first, last, number }) =>
    phrases.slice(first, last + 1).flatMap((phrase, i) =>
      Array.from({ length: phrase.last - phrase.first + 1 }, (_, bar) => ({
        phraseLeft: phrase.last - phrase.first - bar,
        section: number,
        sectionStart: i === 0 && bar === 0,
        cadence: ends[first + i],
      })),
    ),
  );
  return bars.map(({ step, steps }, i) => ({ step, steps, ...references[i], ...texture[i], ...forms[i] }));
};

/** Longer notes count as ending after so many steps, four bars of 4/4, so that a stuck key costs no time. */
const LONGEST_NOTE = 768;

/**
 * What a piece, or a stretch of one, does: harmony, what each bar repeats, texture, phrases and sections. The same
 * for the same notes, and transposed for transposed ones: all is found as if the first note were a C.
 */
export const annotate = (notes: readonly PlanNote[], bars: readonly BarLine[]): MusicPlan => {
  const anchor = notes.length > 0 ? pitchClass(notes[0].pitch) : 0;
  const fromC = notes.map(({ step, end, pitch, velocity }) => ({
    step,
    end: Math.min(end, step + LONGEST_NOTE),
    pitch: pitch - anchor + 12,
    velocity,
  }));
  const slots = harmonySlots(bars, fromC);
  const plan = { bars: annotateBars(fromC, bars, slots), slots, ...pieceKey(slots) };
  return transposePlan(plan, anchor - 12);
};
