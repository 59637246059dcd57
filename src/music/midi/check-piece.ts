import type { Piece } from '../piece.js';
import { LAST_TICK } from './division.js';

const isWhole = (value: number, least: number, most: number): boolean =>
  Number.isInteger(value) && value >= least && value <= most;

const expect = (holds: boolean, what: string, found: unknown): void => {
  if (!holds) throw new RangeError(`not a Piece: ${what}, found ${JSON.stringify(found)}`);
};

/** Throws a RangeError when a number of the piece would not fit into its bytes, which is a bug of the caller. */
export const checkPiece = ({ tracks, tempos, meters, markers }: Piece): void => {
  for (const { program, notes, pedals } of tracks) {
    expect(isWhole(program, 0, 127), 'a program is 0–127', program);
    for (const note of notes) {
      expect(isWhole(note.pitch, 0, 127), 'a pitch is 0–127', note);
      expect(isWhole(note.velocity, 1, 127), 'a velocity is 1–127', note);
      expect(isWhole(note.durationTicks, 1, LAST_TICK - note.tick), 'a note lasts a whole tick or more', note);
    }
    for (const pedal of pedals) expect(isWhole(pedal.value, 0, 127), 'a pedal value is 0–127', pedal);
    for (const sent of [...notes, ...pedals]) expect(isWhole(sent.channel, 0, 15), 'a channel is 0–15', sent);
    for (const sent of [...notes, ...pedals]) expect(isWhole(sent.tick, 0, LAST_TICK), 'ticks are whole', sent);
  }
  for (const tempo of tempos) expect(tempo.bpm > 0 && Number.isFinite(tempo.bpm), 'a tempo is above 0', tempo);
  for (const meter of meters) {
    expect(isWhole(meter.numerator, 1, 255), 'a bar has 1–255 beats', meter);
    expect([1, 2, 4, 8, 16, 32, 64, 128].includes(meter.denominator), 'a beat is 1/1 to 1/128', meter);
  }
  for (const change of [...tempos, ...meters, ...markers]) {
    expect(isWhole(change.tick, 0, LAST_TICK), 'ticks are whole, from 0 on', change);
  }
};
