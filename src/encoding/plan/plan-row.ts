import { PEDAL_DOWN_ID, absentIn, pianoColumn } from '../piano/piano-schema.js';
import type { RecallMemory } from '../recall/recall-memory.js';
import { waitIdOf } from '../vocabulary/wait.js';
import { NO_BASS, NO_CHORD, QUALITIES, chordQuality, chordRoot, pitchClass } from './chord-vocabulary.js';
import type { BarKind, Cadence, MusicPlan, PlanBar, PlanSlot } from './music-plan.js';
import { NEAR_STEPS, barAt, indexAt, referenceNotes, repeatsNotes, type ReferenceNote } from './plan-place.js';
import { planColumn as c, planningSchema } from './plan-schema.js';
import type { ToldParts } from './told-plan.js';

const KINDS: readonly BarKind[] = ['new', 'exact', 'shifted', 'rhythm', 'varied'];
const CADENCES: readonly Cadence[] = ['none', 'half', 'authentic', 'final'];

/** Classes of a number of bars begin here. */
const BAR_CLASSES = [0, 1, 2, 3, 4, 6, 8, 16, 32];
const barClass = (bars: number): number => BAR_CLASSES.findLastIndex((from) => bars >= from);

/** The state when an event is sampled: memory, and the position of the previous event. */
export interface PlanView {
  readonly plan: MusicPlan;
  readonly parts: ToldParts;
  /** Index of the piece's last bar; −1 if unknown. */
  readonly lastBar: number;
  readonly memory: RecallMemory;
  /** The latest notes, if the network is to take them for others than those of the memory. */
  readonly latest?: RecallMemory | undefined;
  readonly fromStep: number;
}

/** Notes struck at a step so far, the latest ones of the memory. */
const struckAt = ({ log: { notes }, length }: RecallMemory, step: number): number => {
  let count = 0;
  while (count < length && notes[length - 1 - count].step === step) count++;
  return count;
};

/** Whether a note of the reference, at the place of the event before, is still to come. */
const isStillToCome = (view: PlanView, bar: PlanBar): ((found: ReferenceNote, rank: number) => boolean) => {
  const { memory, fromStep } = view;
  const struck = struckAt(memory, fromStep);
  if (!repeatsNotes(bar)) return (_found, rank) => rank >= struck;
  const last = struck > 0 ? memory.log.notes[memory.length - 1].pitch : -1;
  return ({ note, shift }) => note.pitch + shift > last;
};

/** The next note of the repeated bar after the previous event. */
const nextReference = (view: PlanView, bar: PlanBar): ReferenceNote | undefined => {
  const place = view.fromStep - bar.step;
  const toCome = isStillToCome(view, bar);
  let rank = 0;
  for (const found of referenceNotes(view.plan, view.memory, bar, place - NEAR_STEPS)) {
    const together = Math.abs(found.place - place) <= NEAR_STEPS;
    if (together ? toCome(found, rank++) : found.place > place) return found;
  }
  return undefined;
};

/** The wait to the next note of the repeated bars, in this bar or at the start of the next; absent for none. */
const plannedWait = (view: PlanView, index: number): number => {
  const { plan, memory, fromStep } = view;
  const bar = plan.bars[index];
  const here = nextReference(view, bar);
  if (here) {
    const wait = bar.step + here.place - fromStep;
    return wait <= NEAR_STEPS && Math.abs(here.place - (fromStep - bar.step)) <= NEAR_STEPS ? 0 : waitIdOf(wait);
  }
  const next = plan.bars.at(index + 1);
  if (!next || bar.reference < 0) return absentIn('wait');
  const [first] = referenceNotes(plan, memory, next, -NEAR_STEPS);
  if (!first) return absentIn('wait');
  return waitIdOf(Math.max(1, next.step + first.place - fromStep));
};

const writePlace = (ids: Int32Array, at: number, { plan, lastBar }: PlanView, index: number): void => {
  const { phraseLeft, cadence } = plan.bars[index];
  ids[at + c.barsFrom] = Math.min(7, barClass(index));
  if (lastBar >= index) ids[at + c.barsLeft] = barClass(lastBar - index);
  ids[at + c.phraseLeft] = Math.min(8, phraseLeft);
  ids[at + c.cadence] = CADENCES.indexOf(cadence);
};

/** Writes what is known before the wait of the event after the one at `fromStep`. */
export const writePlanBefore = (ids: Int32Array, view: PlanView, at = 0): void => {
  const { plan, parts, fromStep } = view;
  const index = barAt(plan, fromStep);
  if (index === undefined) return;
  const { kind, density, grid, loudness } = plan.bars[index];
  if (parts.density) {
    ids[at + c.planDensity] = density;
    ids[at + c.planGrid] = grid;
  }
  if (parts.loudness && loudness >= 0) ids[at + c.planLoudness] = loudness;
  if (parts.place) writePlace(ids, at, view, index);
  if (parts.references) {
    ids[at + c.planKind] = KINDS.indexOf(kind);
    ids[at + c.planWait] = plannedWait(view, index);
  }
};

/** Classes of the steps to the next chord end here. */
const UNTIL_CLASSES = [24, 48, 72, 96, 144, 192, 384];

const tonesOf = (chord: number): readonly number[] =>
  chord >= NO_CHORD ? [] : QUALITIES[chordQuality(chord)].map((tone) => pitchClass(chordRoot(chord) + tone));

const writeTones = (ids: Int32Array, at: number, columns: readonly number[], { chord, bass }: PlanSlot): void => {
  const [bassColumn, ...tones] = columns;
  tonesOf(chord)
    .slice(0, tones.length)
    .forEach((tone, i) => (ids[at + tones[i]] = tone));
  if (bass < NO_BASS) ids[at + bassColumn] = bass;
};

const NOW = [c.chordBass, c.chordTone0, c.chordTone1, c.chordTone2, c.chordTone3];
const NEXT = [c.nextBass, c.nextTone0, c.nextTone1, c.nextTone2];

const writeHarmony = (ids: Int32Array, at: number, slots: readonly PlanSlot[], index: number, step: number): void => {
  const slot = slots[index];
  let next = index + 1;
  while (next < slots.length && (slots[next].chord === slot.chord || slots[next].chord === NO_CHORD)) next++;
  writeTones(ids, at, NOW, slot);
  ids[at + c.keyTonic] = slot.tonic;
  ids[at + c.keyMode] = slot.mode === 'major' ? 0 : 1;
  if (next >= slots.length) return;
  writeTones(ids, at, NEXT, slots[next]);
  const until = UNTIL_CLASSES.findIndex((most) => slots[next].step - step <= most);
  ids[at + c.chordUntil] = until < 0 ? UNTIL_CLASSES.length : until;
};

const writeContour = (ids: Int32Array, at: number, view: PlanView, slot: PlanSlot): void => {
  if (slot.top < 0) return;
  ids[at + c.planTop] = slot.top;
  ids[at + c.planLow] = slot.low;
  let reached = 0;
  const { latest: memory = view.memory } = view;
  const { notes } = memory.log;
  for (let i = memory.length - 1; i >= 0 && notes[i].step >= slot.step; i--) {
    if (notes[i].pitch >= slot.top) reached |= 1;
    if (notes[i].pitch <= slot.low) reached |= 2;
  }
  ids[at + c.planReached] = reached;
};

/** The repeated bar's next pitch at a step, after those already struck; absent for none. */
const plannedWhat = (view: PlanView, bar: PlanBar, step: number): number => {
  const { notes } = view.memory.log;
  const last = struckAt(view.memory, step) > 0 ? notes[view.memory.length - 1].pitch : -1;
  for (const { place, note, shift } of referenceNotes(view.plan, view.memory, bar, step - bar.step - NEAR_STEPS)) {
    if (place > step - bar.step + NEAR_STEPS) break;
    const pitch = note.pitch + shift;
    if (pitch > last && pitch >= 0 && pitch < PEDAL_DOWN_ID) return pitch;
  }
  return absentIn('what');
};

/** Writes what is known once the event is at `step`, replacing values written for another wait. */
export const writePlanPlaced = (ids: Int32Array, view: PlanView, step: number, at = 0): void => {
  for (let column = c.chordTone0; column <= c.planWhat; column++) ids[at + column] = planningSchema[column].size;
  const { plan, parts } = view;
  const slotIndex = indexAt(plan.slots, step);
  const index = barAt(plan, step);
  if (slotIndex < 0 || index === undefined) return;
  if (parts.harmony) writeHarmony(ids, at, plan.slots, slotIndex, step);
  if (parts.contour) writeContour(ids, at, view, plan.slots[slotIndex]);
  if (!parts.references) return;
  const bar = plan.bars[index];
  ids[at + c.kindThere] = KINDS.indexOf(bar.kind);
  if (repeatsNotes(bar)) ids[at + c.planWhat] = plannedWhat(view, bar, step);
};

/** The repeated bar's note at a step with the nearest pitch; undefined for none. */
const nearestNote = (
  { plan, memory }: PlanView,
  bar: PlanBar,
  step: number,
  pitch: number,
): ReferenceNote | undefined => {
  let nearest: ReferenceNote | undefined;
  const farness = ({ note, shift }: ReferenceNote): number => Math.abs(note.pitch + shift - pitch);
  for (const found of referenceNotes(plan, memory, bar, step - bar.step - NEAR_STEPS)) {
    if (found.place > step - bar.step + NEAR_STEPS) break;
    if (!nearest || farness(found) < farness(nearest)) nearest = found;
  }
  return nearest;
};

/** Writes the length and loudness that the row's pitch had in the repeated bar. */
export const writePlanStruck = (ids: Int32Array, view: PlanView, step: number, at = 0): void => {
  const what = ids[at + pianoColumn.what];
  const index = barAt(view.plan, step);
  if (!view.parts.references || what >= PEDAL_DOWN_ID || index === undefined) return;
  const bar = view.plan.bars[index];
  const nearest = nearestNote(view, bar, step, what);
  if (!nearest || (repeatsNotes(bar) && nearest.note.pitch + nearest.shift !== what)) return;
  ids[at + c.planDuration] = nearest.note.duration;
  ids[at + c.planVelocity] = nearest.note.velocity;
};
