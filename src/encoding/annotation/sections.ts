import type { BarContent } from './bar-content.js';
import { contrasts, type PhraseCharacter } from './phrase-contrast.js';
import { phraseLikeness } from './phrase-similarity.js';
import type { Phrase } from './phrases.js';

/** One section: phrases from `first` to `last`, and the number it shares with sections of like material. */
export interface Section {
  readonly first: number;
  readonly last: number;
  readonly number: number;
}

/** Phrases at least this similar have the same material. */
const LEAST_LIKE = 0.4;
/** Number of earlier phrases compared, the latest and the first ones, which bounds the time. */
const MOST_PHRASES = 64;

/** Letters of phrases: a phrase similar to an earlier one has its letter. */
const phraseLetters = (phrases: readonly Phrase[], contents: readonly BarContent[]): number[] => {
  const letters: number[] = [];
  let next = 0;
  phrases.forEach((phrase, i) => {
    let best = { likeness: LEAST_LIKE, letter: -1 };
    for (let j = Math.max(0, i - MOST_PHRASES); j < i; j++) {
      const likeness = phraseLikeness(contents, phrase, phrases[j]);
      if (likeness >= best.likeness) best = { likeness, letter: letters[j] };
    }
    letters.push(best.letter >= 0 ? best.letter : next++);
  });
  return letters;
};

/** Phrases in a row under one letter. */
interface Unit {
  readonly first: number;
  readonly last: number;
  readonly letter: number;
}

/** Joining never makes a section longer than this; shorter units are part of a section. */
const MOST_BARS = 32;
const LEAST_BARS = 4;
/** Units with fewer bars that are repeated immediately are one section. */
const REPEATED_BARS = 8;
/** The share of a unit's occurrences that must be adjacent to the other for the two to be joined. */
const PAIRED = 0.75;

const barsOf = (unit: Unit, phrases: readonly Phrase[]): number =>
  phrases[unit.last].last - phrases[unit.first].first + 1;

/** How often two letters are adjacent, and whether each rarely occurs without the other. */
const pairing = (
  units: readonly Unit[],
  a: number,
  b: number,
): { readonly count: number; readonly steady: boolean } => {
  const occurrences = (letter: number): number => units.filter((unit) => unit.letter === letter).length;
  const count = units.filter(({ letter }, i) => letter === a && units.at(i + 1)?.letter === b).length;
  return { count, steady: a !== b && count >= PAIRED * Math.max(occurrences(a), occurrences(b)) };
};

const joinPair = (units: readonly Unit[], a: number, b: number): Unit[] =>
  units.flatMap((unit, i) => {
    if (unit.letter === a && units.at(i + 1)?.letter === b) return [{ ...unit, last: units[i + 1].last }];
    return unit.letter === b && units[i - 1]?.letter === a ? [] : [unit];
  });

/** Joins units that belong together, such as question and answer: adjacent repeatedly, or once without a contrast. */
const joinUnits = (
  units: readonly Unit[],
  phrases: readonly Phrase[],
  contrast: (a: Unit, b: Unit) => boolean,
): readonly Unit[] => {
  let joined = units;
  let i = 0;
  while (i + 1 < joined.length) {
    const [a, b] = [joined[i], joined[i + 1]];
    const { count, steady } = pairing(joined, a.letter, b.letter);
    const fits = barsOf(a, phrases) + barsOf(b, phrases) <= MOST_BARS;
    if (steady && fits && (count > 1 || !contrast(a, b))) joined = joinPair(joined, a.letter, b.letter);
    else i++;
  }
  return joined;
};

/** Joins fragments, and short units that are repeated immediately, to the unit before. */
const joinShort = (units: readonly Unit[], phrases: readonly Phrase[]): Unit[] => {
  const joined: Unit[] = [];
  for (const unit of units) {
    const before = joined.at(-1);
    const bars = barsOf(unit, phrases);
    const repeats = before?.letter === unit.letter && bars < REPEATED_BARS;
    if (before && (repeats || bars < LEAST_BARS)) joined[joined.length - 1] = { ...before, last: unit.last };
    else joined.push(unit);
  }
  return joined;
};

/** Numbers that sections can have. */
const MOST_NUMBERS = 8;

/** The letter with the fewest bars, if there are more letters than numbers. */
const rarestLetter = (units: readonly Unit[], phrases: readonly Phrase[]): number | undefined => {
  const bars = new Map<number, number>();
  for (const unit of units) bars.set(unit.letter, (bars.get(unit.letter) ?? 0) + barsOf(unit, phrases));
  if (bars.size <= MOST_NUMBERS) return undefined;
  return [...bars].reduce((least, entry) => (entry[1] < least[1] ? entry : least))[0];
};

/** If there are more letters than numbers, those with the fewest bars join the section before them. */
const joinRarest = (units: readonly Unit[], phrases: readonly Phrase[]): readonly Unit[] => {
  let joined = units;
  for (let rarest = rarestLetter(joined, phrases); rarest !== undefined; rarest = rarestLetter(joined, phrases)) {
    const kept: Unit[] = [];
    for (const unit of joined) {
      const before = kept.at(-1);
      if (before?.letter === rarest) kept[kept.length - 1] = { ...unit, first: before.first };
      else if (before && unit.letter === rarest) kept[kept.length - 1] = { ...before, last: unit.last };
      else kept.push(unit);
    }
    joined = kept;
  }
  return joined;
};

/** The sections of a piece; those of like material share a number, given in order of appearance. */
export const sectionsOf = (
  phrases: readonly Phrase[],
  contents: readonly BarContent[],
  characters: readonly PhraseCharacter[],
): Section[] => {
  const letters = phraseLetters(phrases, contents);
  const units = letters.map((letter, i) => ({ first: i, last: i, letter }));
  const contrast = (a: Unit, b: Unit): boolean => contrasts(characters[a.last], characters[b.first]);
  const joined = joinRarest(joinShort(joinUnits(units, phrases, contrast), phrases), phrases);
  const numbers = new Map<number, number>();
  return joined.map(({ first, last, letter }) => {
    const number = numbers.get(letter) ?? numbers.size;
    numbers.set(letter, number);
    return { first, last, number };
  });
};
