import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodePiece } from '../../../src/encoding/piano/encode-piece.js';
import { networkRows } from '../../../src/encoding/piano/network-row.js';
import { PEDAL_DOWN_ID, PLAYER_ID, pianoColumn as c, pianoSchema } from '../../../src/encoding/piano/piano-schema.js';
import { planOfRows } from '../../../src/encoding/plan/plan-of-rows.js';
import { planColumn, planningSchema } from '../../../src/encoding/plan/plan-schema.js';
import { recallColumn } from '../../../src/encoding/recall/recall-schema.js';
import type { EventSequence } from '../../../src/model/event-schema.js';
import { seedRandom } from '../../../src/shared/random-source.js';
import { withMistakes } from '../../../src/training/datasets/simulate-mistakes.js';
import { wholePlan } from '../../../src/training/datasets/plan-conditioning.js';
import { madePiece } from '../../cli/made-music.js';
import { randomPiece } from '../../encoding/random-pieces.js';

const WIDTH = pianoSchema.length;
const music = encodePiece(madePiece(1, 400));
const plan = planOfRows(music);
const MANY = 60;
const played = (most: number): EventSequence[] =>
  Array.from({ length: MANY }, (_, seed) => withMistakes(music, plan, most, seedRandom(seed)));

const shareChanged = ({ ids, length }: EventSequence, column: number): number => {
  let changed = 0;
  for (let row = 1; row < length; row++) {
    if (ids[row * WIDTH + column] !== music.ids[row * WIDTH + column]) changed++;
  }
  return changed / (length - 1);
};

describe('music with mistakes', () => {
  it('has wrong pitches in up to the share asked for, and none in some works', () => {
    const shares = played(0.4).map((each) => shareChanged(each, c.what));
    const faultless = played(0.4).filter((each) => each === music);

    expect(Math.max(...shares)).toBeGreaterThan(0.15);
    expect(Math.max(...shares)).toBeLessThan(0.45);
    expect(faultless.length).toBeGreaterThan(MANY / 6);
    expect(faultless.length).toBeLessThan(MANY / 2);
  });

  it('keeps the rhythm, and is the music itself without any', () => {
    for (const column of [c.wait, c.beatPhase, c.beatInBar, c.who, c.tempo])
      for (const each of played(1)) expect(shareChanged(each, column)).toBe(0);
    for (const each of played(0)) expect(each).toBe(music);
  });

  it('leaves notes of a chord in order, and what the player plays alone', () => {
    fc.assert(
      fc.property(randomPiece, fc.integer(), (piece, seed) => {
        const written = encodePiece(piece);
        const { ids, length } = withMistakes(written, planOfRows(written), 1, seedRandom(seed));
        for (let row = 1; row < length; row++) {
          const at = row * WIDTH;
          if (ids[at + c.who] === PLAYER_ID) expect(ids[at + c.what]).toBe(written.ids[at + c.what]);
          const pitches = [ids[at - WIDTH + c.what], ids[at + c.what]];
          const wasOrdered = written.ids[at - WIDTH + c.what] < written.ids[at + c.what];
          const isChord = row > 1 && ids[at + c.wait] === 0 && pitches.every((pitch) => pitch < PEDAL_DOWN_ID);
          if (isChord && wasOrdered) expect(pitches[0]).toBeLessThan(pitches[1]);
        }
      }),
    );
  });
});

describe('rows of music with mistakes', () => {
  const wrong = played(1).find((each) => each !== music) ?? music;
  const told = wholePlan(plan, 'always');
  const right = networkRows(planningSchema, music, told);
  const { ids, inputs = ids } = networkRows(planningSchema, music, told, wrong);
  const width = planningSchema.length;
  const at = (row: number, column: number): number => row * width + column;
  const rows = Array.from({ length: music.length - 1 }, (_, i) => i + 1);

  it('predict the right notes after the wrong ones', () => {
    for (const row of rows) {
      expect(ids[at(row, c.what)]).toBe(music.ids[row * WIDTH + c.what]);
      expect(inputs[at(row, c.what)]).toBe(wrong.ids[row * WIDTH + c.what]);
    }
  });

  it('say which wrong notes sounded last, but recall and repeat the right ones', () => {
    const before = rows.slice(1).filter((row) => music.ids[row * WIDTH + c.wait] > 0);
    for (const row of before) expect(ids[at(row, planColumn.lastPitch)]).toBe(wrong.ids[(row - 1) * WIDTH + c.what]);
    for (const column of [recallColumn.recallWhat, recallColumn.recallLength, planColumn.planWhat, planColumn.planWait])
      for (const row of rows) expect(ids[at(row, column)]).toBe(right.ids[at(row, column)]);
  });
});
