import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { ChoraleFileError, readChorales } from '../../../src/encoding/chorale/chorale-file.js';
import { choralePiece } from '../../../src/encoding/chorale/chorale-piece.js';
import { SILENCE } from '../../../src/encoding/chorale/chorale.js';

const corpus = process.env.MUSIC_CORPUS;

describe('a chorale file', () => {
  it('gives the splits it has', () => {
    const text = JSON.stringify({ valid: [[[72, 67, 64, -1]]], about: 'ignored' });
    expect(readChorales(text, 'x.json')).toEqual({ valid: [[[72, 67, 64, -1]]] });
  });

  it.each([
    ['{', 'it is not JSON'],
    ['{}', 'it must have train, valid or test'],
    ['{"train":[[[72,67,64]]]}', 'train.0.0 must be a list of 4'],
    ['{"train":[]}', 'train must be a list'],
    ['{"train":[[[72,67,64,20]]]}', 'train.0.0.3 must be a pitch from 33 to 84, or -1'],
    ['{"train":[[[72,67,64,48.5]]]}', 'train.0.0.3 must be a whole number'],
  ])('that holds %s is refused in one line', (text, fault) => {
    expect(() => readChorales(text, 'x.json')).toThrow(ChoraleFileError);
    expect(() => readChorales(text, 'x.json')).toThrow(`"x.json" is not a chorale file: ${fault}`);
  });

  it.skipIf(corpus === undefined)(
    'of the corpus (needs MUSIC_CORPUS) has 229 chorales to train on and 76 to validate',
    () => {
      const text = readFileSync(path.join(corpus ?? '', 'jsb-chorales-16th.json'), 'utf8');
      const { train, valid } = readChorales(text, 'jsb-chorales-16th.json');
      expect([train?.length, valid?.length]).toEqual([229, 76]);
    },
  );
});

describe('a chorale as a piece', () => {
  it('has a track for each voice, holds equal pitches and rests in silence', () => {
    const chorale = [
      [72, 67, 64, 48],
      [72, 67, SILENCE, 48],
      [72, 65, 62, 48],
      [71, 65, 62, 48],
    ];
    const { tracks, tempos } = choralePiece(chorale, 60);
    const heard = tracks.map(({ name, notes }) => [
      name,
      ...notes.map((note) => [note.tick, note.durationTicks, note.pitch]),
    ]);
    expect(tempos).toEqual([{ tick: 0, bpm: 60 }]);
    expect(heard).toEqual([
      ['Soprano', [0, 360, 72], [360, 120, 71]],
      ['Alto', [0, 240, 67], [240, 240, 65]],
      ['Tenor', [0, 120, 64], [240, 240, 62]],
      ['Bass', [0, 480, 48]],
    ]);
  });

  it('is empty for an empty chorale', () => {
    expect(choralePiece([], 60).tracks.map(({ notes }) => notes)).toEqual([[], [], [], []]);
  });
});
