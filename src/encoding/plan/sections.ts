import type { BarContent } from './bar-content.js';
import { contrasts, type PhraseCharacter } from './phrase-contrast.js';
import { phraseLikeness } from './phrase-likeness.js';
import type { Phrase } from './phrases.js';

/** One section: phrases from `first` to `last`, and the number it shares with sections of like material. */
export interface Section {
  readonly first: number;
  readonly last: number;
  readonly number: number;
}

/** From this likeness on, two phrases have the same material. */
const LEAST_LIKE = 0.4;
/** Earlier phrases looked at, the latest and the first ones, which bounds the time. */
const MOST_PHRASES = 64;

/** Letters of phrases: a phrase that is like an earlier one has its letter. */
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

/** Whether `b` comes after every `a`, and `a` before every `b`. */
const alwaysPaired = (units: readonly Unit[], a: number, b: number): boolean =>
  a !== b &&
  units.every(
    ({ letter }, i) => (letter !== a || units.at(i + 1)?.letter === b) && (letter !== b || units[i - 1]?.letter === a),
  );

const joinPair = (units: readonly Unit[], a: number): Unit[] =>
  units.flatMap((unit, i) => {
    if (unit.letter === a) return [{ first: unit.first, last: units[i + 1].last, letter: a }];
    return units[i - 1]?.letter === a ? [] : [unit];
  });

/** Joins units that always stand together, as question and answer do, unless they contrast. */
const joinUnits = (units: readonly Unit[], contrast: (a: Unit, b: Unit) => boolean): readonly Unit[] => {
  let joined = units;
  let i = 0;
  while (i + 1 < joined.length) {
    const [a, b] = [joined[i], joined[i + 1]];
    if (alwaysPaired(joined, a.letter, b.letter) && !contrast(a, b)) joined = joinPair(joined, a.letter);
    else i++;
  }
  return joined;
};

/** Units of fewer bars than this that repeat at once are one section. */
const LEAST_BARS = 8;

const joinShortRepeats = (units: readonly Unit[], phrases: readonly Phrase[]): Unit[] => {
  const bars = ({ first, last }: Unit): number => phrases[last].last - phrases[first].first + 1;
  const joined: Unit[] = [];
  for (const unit of units) {
    const before = joined.at(-1);
    if (before?.letter === unit.letter && bars(unit) < LEAST_BARS)
      joined[joined.length - 1] = { ...before, last: unit.last };
    else joined.push(unit);
  }
  return joined;
};

const MOST_SECTIONS = 8;

/** The sections of a piece; those of like material share a number, given in order of appearance. */
export const sectionsOf = (
  phrases: readonly Phrase[],
  contents: readonly BarContent[],
  characters: readonly PhraseCharacter[],
): Section[] => {
  const letters = phraseLetters(phrases, contents);
  const units = letters.map((letter, i) => ({ first: i, last: i, letter }));
  const contrast = (a: Unit, b: Unit): boolean => contrasts(characters[a.last], characters[b.first]);
  const numbers = new Map<number, number>();
  return joinShortRepeats(joinUnits(units, contrast), phrases).map(({ first, last, letter }) => {
    const number = numbers.get(letter) ?? Math.min(MOST_SECTIONS - 1, numbers.size);
    numbers.set(letter, number);
    return { first, last, number };
  });
};
