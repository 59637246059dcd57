import { NO_CHORD, chordQuality, chordRoot, pitchClass } from '../plan/chord-vocabulary.js';
import type { BarLine, Cadence, PlanSlot } from '../plan/music-plan.js';

/** Degrees above the tonic, in semitones. */
const DOMINANT = 7;
const LEADING_NOTE = 11;

const degree = ({ chord, tonic }: PlanSlot): number => pitchClass(chordRoot(chord) - tonic);

/** A major or minor triad on the local tonic. */
const isTonic = (slot: PlanSlot): boolean => degree(slot) === 0 && chordQuality(slot.chord) <= 1;

/** A major triad or a dominant seventh on the fifth degree. */
const isDominant = (slot: PlanSlot): boolean => degree(slot) === DOMINANT && [0, 4].includes(chordQuality(slot.chord));

/** A dominant, or a diminished chord on the leading note, of a key. */
const leadsTo = (slot: PlanSlot, tonic: number): boolean => {
  const inKey = { ...slot, tonic };
  return isDominant(inKey) || (degree(inKey) === LEADING_NOTE && [2, 7, 8].includes(chordQuality(slot.chord)));
};

/** The slots with a chord and, per bar, the index of the last one that begins in it or earlier. */
export interface ChordLine {
  readonly slots: readonly PlanSlot[];
  /** −1 before the first chord. */
  readonly lastOfBar: readonly number[];
}

export const chordLine = (bars: readonly Pick<BarLine, 'step' | 'steps'>[], slots: readonly PlanSlot[]): ChordLine => {
  const sounding = slots.filter(({ chord }) => chord !== NO_CHORD);
  let last = -1;
  const lastOfBar = bars.map(({ step, steps }) => {
    while (last + 1 < sounding.length && sounding[last + 1].step < step + steps) last++;
    return last;
  });
  return { slots: sounding, lastOfBar };
};

/** How long after it was reached a tonic in root position still counts as an arrival. */
const LONGEST_ARRIVAL = 6;

/** Whether the tonic at a slot was reached from its dominant. */
const arrives = ({ slots }: ChordLine, at: number): boolean => {
  if (!isTonic(slots[at]) || slots[at].bass !== slots[at].tonic) return false;
  let before = at;
  while (before > at - LONGEST_ARRIVAL && before >= 0 && slots[before].chord === slots[at].chord) before--;
  return before >= 0 && leadsTo(slots[before], slots[at].tonic);
};

/** The cadence of a phrase that ended in a given bar. */
export const cadenceIn = (line: ChordLine, bar: number): Cadence => {
  const at = line.lastOfBar[bar];
  if (at < 0 || (bar > 0 && at === line.lastOfBar[bar - 1])) return 'none';
  if (arrives(line, at)) return 'authentic';
  const slot = line.slots[at];
  if (!isDominant(slot)) return 'none';
  const concludes = at + 1 < line.slots.length && line.lastOfBar[bar + 1] > at && arrives(line, at + 1);
  return concludes && chordQuality(slot.chord) !== 0 ? 'authentic' : 'half';
};

/** Whether the music ends on its local tonic. */
export const endsOnTonic = ({ slots }: ChordLine): boolean => slots.length > 0 && isTonic(slots[slots.length - 1]);
