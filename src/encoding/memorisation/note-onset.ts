import type { EventSequence } from '../../model/event-schema.js';
import type { Note, Piece } from '../../music/piece.js';
import { mergeNotes } from '../piano/piano-events.js';
import { PEDAL_DOWN_ID } from '../piano/piano-schema.js';
import { idAt, rowSteps } from '../piano/row-timeline.js';

/** What quotations are recognised by: onset in steps of 1/48 beat, and pitch. */
export interface StruckNote {
  readonly step: number;
  readonly pitch: number;
}

/** The notes in rows of the piano schema, in playing order; pedal events are skipped. */
export const struckInRows = (sequence: EventSequence): StruckNote[] =>
  rowSteps(sequence).flatMap((step, row) => {
    const pitch = idAt(sequence, row, 'what');
    return row > 0 && pitch < PEDAL_DOWN_ID ? [{ step, pitch }] : [];
  });

/** Notes in playing order; notes struck together from the bass up. */
export const struckInNotes = (notes: readonly Note[]): StruckNote[] =>
  mergeNotes(notes).sort((a, b) => a.step - b.step || a.pitch - b.pitch);

/** The notes of a piece, in that order. */
export const struckInPiece = ({ tracks }: Piece): StruckNote[] => struckInNotes(tracks.flatMap(({ notes }) => notes));
