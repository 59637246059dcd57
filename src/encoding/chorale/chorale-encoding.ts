import type { EventSequence } from '../../model/event-schema.js';
import type { Chorale } from './chorale.js';
import { advanceChorale, choraleRow, choraleStartRow, startChorale } from './chorale-cursor.js';
import { choralePitchIdOf, choralePitchOf } from './chorale-pitch.js';
import { choraleSchema } from './chorale-schema.js';
import { VOICE_COUNT } from './chorale.js';

const WIDTH = choraleSchema.length;

/** A chorale as rows of the chorale schema: the start row, then one row per token, four per sixteenth. */
export const encodeChorale = (chorale: Chorale): EventSequence => {
  const length = chorale.length * VOICE_COUNT + 1;
  const ids = new Int32Array(length * WIDTH);
  let cursor = startChorale;
  ids.set(choraleStartRow(), 0);
  for (const pitch of chorale.flat()) {
    const pitchId = choralePitchIdOf(pitch);
    const next = advanceChorale(cursor, pitchId);
    ids.set(choraleRow(cursor, pitchId, next), next.tokens * WIDTH);
    cursor = next;
  }
  return { length, ids };
};

/** The chorale of a sequence. A last sixteenth that lacks voices is left out. */
export const decodeChorale = (sequence: EventSequence): Chorale =>
  Array.from({ length: Math.floor((sequence.length - 1) / VOICE_COUNT) }, (_, step) =>
    Array.from({ length: VOICE_COUNT }, (_voice, voice) =>
      choralePitchOf(sequence.ids[(1 + step * VOICE_COUNT + voice) * WIDTH]),
    ),
  );
