import { STEPS_PER_BEAT } from '../encoding/grid.js';
import { PEDAL_DOWN_ID, PEDAL_UP_ID, type PianoFieldName, type PianoRow } from '../encoding/piano-schema.js';
import { tempoRatio } from '../encoding/tempo-bins.js';
import { waitSteps } from '../encoding/wait-vocabulary.js';
import type { Allowed } from '../model/sampling/draw.js';
import type { MusicBounds } from './music-bounds.js';
import type { MusicSoFar } from './music-so-far.js';

const PITCH_IDS = Array.from({ length: PEDAL_DOWN_ID }, (_, id) => id);

/** A beat that is full frees itself within a beat, before the gap grows too long: some wait is always allowed. */
const mayWait = (music: MusicSoFar, bounds: MusicBounds, id: number): boolean => {
  const steps = waitSteps(id);
  const stillInBeat = music.beatAges.filter((age) => age + steps < STEPS_PER_BEAT).length;
  if (stillInBeat >= bounds.mostNotesPerBeat) return false;
  if (steps > 0) return music.gapSteps + steps <= bounds.longestGapSteps;
  return music.chordNotes < bounds.largestChord && music.chordTop < bounds.highestPitch;
};

/** Pitches that have been struck too often, or have been all there is for too long. */
const worn = (
  { pitches }: MusicSoFar,
  { memoryNotes, fewestPitches, mostRepeats }: MusicBounds,
): ReadonlySet<number> => {
  const counts = new Map<number, number>();
  for (const pitch of pitches) counts.set(pitch, (counts.get(pitch) ?? 0) + 1);
  const tooFew = pitches.length >= memoryNotes && counts.size < fewestPitches;
  return new Set([...counts].flatMap(([pitch, count]) => (tooFew || count >= mostRepeats ? [pitch] : [])));
};

/** Pitches that may be struck now. A chord that only a worn pitch could complete keeps it: something must sound. */
const playable = (music: MusicSoFar, bounds: MusicBounds, joins: boolean): ReadonlySet<number> => {
  const barred = worn(music, bounds);
  const lowest = joins ? Math.max(bounds.lowestPitch, music.chordTop + 1) : bounds.lowestPitch;
  const inReach = PITCH_IDS.filter((pitch) => pitch >= lowest && pitch <= bounds.highestPitch);
  const fresh = inReach.filter((pitch) => !barred.has(pitch));
  return new Set(fresh.length > 0 ? fresh : inReach);
};

const mayMovePedal = (music: MusicSoFar, bounds: MusicBounds, joins: boolean): boolean =>
  music.pedalRun < bounds.longestPedalRun && !(joins && music.chordNotes > 0);

const mayBe = (music: MusicSoFar, bounds: MusicBounds, steps: number): Allowed => {
  const joins = steps === 0;
  const pedal = mayMovePedal(music, bounds, joins);
  const pedalMove = music.pedalDown ? PEDAL_UP_ID : PEDAL_DOWN_ID;
  if (pedal && music.pedalDown && music.pedalSteps + steps > bounds.longestPedalSteps)
    return (id) => id === PEDAL_UP_ID;
  const pitches = playable(music, bounds, joins);
  return (id) => (id >= PEDAL_DOWN_ID ? pedal && id === pedalMove : pitches.has(id));
};

const anything: Allowed = () => true;

/**
 * Which ids of a field keep the music within bounds, given the event's fields before it. At least one always does.
 * Notes struck together come from the bass up, as in the training data, the pedal before them.
 */
export const allowedIds = (
  music: MusicSoFar,
  bounds: MusicBounds,
  field: PianoFieldName,
  drawn: Pick<PianoRow, 'wait'>,
): Allowed => {
  if (field === 'wait') return (id) => mayWait(music, bounds, id);
  if (field === 'what') return mayBe(music, bounds, waitSteps(drawn.wait));
  if (field === 'tempo') return (id) => tempoRatio(id) >= bounds.slowestTempo && tempoRatio(id) <= bounds.fastestTempo;
  return anything;
};
