import {
  advanceChorale,
  choraleRow,
  choraleRowToDraw,
  choraleStartRow,
  startChorale,
  type ChoraleCursor,
} from '../../encoding/chorale/chorale-cursor.js';
import { choralePitchIdOf, choralePitchOf } from '../../encoding/chorale/chorale-pitch.js';
import { choraleSchema } from '../../encoding/chorale/chorale-schema.js';
import type { Allowed } from '../../model/sampling/sample.js';
import type { EventModel, NetworkState } from '../../model/sampling/event-model.js';
import { allowedPitches, noTokens, observeToken, type ChoraleConstraintState } from './chorale-constraints.js';

/** State of a chorale. Immutable, so going back is free. */
export interface ChoraleState {
  readonly network: NetworkState;
  readonly cursor: ChoraleCursor;
  readonly music: ChoraleConstraintState;
}

/** The network's prediction of the next voice's pitch. */
export interface NextPitch {
  /** One for each pitch id. */
  readonly logits: Float32Array;
  /** Which ids the constraints allow. */
  readonly allowed: Allowed;
  /** MIDI pitch of an id, or SILENCE. */
  readonly pitchOf: (id: number) => number;
  /** Nats that a MIDI pitch, or SILENCE, costs. */
  readonly natsOf: (pitch: number) => number;
}

const PITCH = { field: choraleSchema[0], index: 0 };

/** Before the first token. */
export const beforeChorale = async (model: EventModel): Promise<ChoraleState> => ({
  network: await model.advance(Int32Array.from(choraleStartRow())),
  cursor: startChorale,
  music: noTokens,
});

/** After one more voice has taken a MIDI pitch, or SILENCE. */
export const afterPitch = async (
  model: EventModel,
  { network, cursor, music }: ChoraleState,
  pitch: number,
): Promise<ChoraleState> => {
  const id = choralePitchIdOf(pitch);
  const next = advanceChorale(cursor, id);
  return {
    network: await model.advance(Int32Array.from(choraleRow(cursor, id, next)), network),
    cursor: next,
    music: observeToken(music, id),
  };
};

const logSum = (logits: Float32Array): number => {
  const most = logits.reduce((highest, logit) => Math.max(highest, logit), -Infinity);
  return most + Math.log(logits.reduce((sum, logit) => sum + Math.exp(logit - most), 0));
};

/** What the next voice may do. */
export const nextPitch = async (model: EventModel, { network, cursor, music }: ChoraleState): Promise<NextPitch> => {
  const logits = model.logits(network, PITCH, Int32Array.from(choraleRowToDraw(cursor)));
  return {
    logits,
    allowed: allowedPitches(music),
    pitchOf: choralePitchOf,
    natsOf: (pitch) => logSum(logits) - logits[choralePitchIdOf(pitch)],
  };
};
