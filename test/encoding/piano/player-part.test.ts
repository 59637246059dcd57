import { describe, expect, it } from 'vitest';
import { encodePiece } from '../../../src/encoding/piano/encode-piece.js';
import { asOnePiano, hasOwnPart } from '../../../src/encoding/piano/player-part.js';
import { DAEMON_ID, PLAYER_ID, absentIn } from '../../../src/encoding/piano/piano-schema.js';
import { idAt, rowSteps } from '../../../src/encoding/piano/row-timeline.js';
import type { EventSequence } from '../../../src/model/event-schema.js';
import { madeSong } from '../made-song.js';

const song = encodePiece(madeSong(), { tellsParts: true });

/** Step, key and whose of every event. */
const events = (sequence: EventSequence): readonly (readonly [step: number, what: number, who: number])[] =>
  rowSteps(sequence)
    .map((step, row) => [step, idAt(sequence, row, 'what'), idAt(sequence, row, 'who')] as const)
    .slice(1);

describe('a song for voice and piano', () => {
  it('has the voice’s notes as a player’s, in the order of steps and keys', () => {
    const first = events(song).filter(([step]) => step < 48);
    expect(first).toEqual([
      [0, 128, DAEMON_ID],
      [0, 48, DAEMON_ID],
      [0, 72, PLAYER_ID],
      [0, 72, DAEMON_ID],
      [24, 67, DAEMON_ID],
    ]);
    expect(song.noteCount).toBe(8 + 16 + 8);
    expect(hasOwnPart(song)).toBe(true);
  });

  it('tells no tempo of the voice’s', () => {
    for (let row = 1; row < song.length; row++) {
      if (idAt(song, row, 'who') === PLAYER_ID) expect(idAt(song, row, 'tempo')).toBe(absentIn('tempo'));
    }
  });

  it('is one piano unless parts are asked for', () => {
    const plain = encodePiece(madeSong());
    expect(hasOwnPart(plain)).toBe(false);
    expect(plain.noteCount).toBe(8 + 16 + 8 - 4); // doubled notes are one
  });

  it('as one piano has what it has when it is read as one', () => {
    const plain = encodePiece(madeSong());
    const piano = asOnePiano(song);
    expect(events(piano)).toEqual(events(plain));
    for (const field of ['duration', 'velocity', 'metre', 'beatInBar', 'source'] as const) {
      const column = (of: EventSequence) => Array.from({ length: of.length }, (_, row) => idAt(of, row, field));
      expect(column(piano)).toEqual(column(plain));
    }
  });

  it('leaves music without such a part as it is', () => {
    const plain = encodePiece(madeSong());
    expect(asOnePiano(plain)).toBe(plain);
  });
});
