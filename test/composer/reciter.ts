import { PLAYER_ID, pianoColumn, pianoSchema } from '../../src/encoding/piano/piano-schema.js';
import { rowSteps } from '../../src/encoding/piano/row-timeline.js';
import { waitIdOf, waitSteps } from '../../src/encoding/vocabulary/wait.js';
import type { EventSequence, FieldSpec } from '../../src/model/event-schema.js';
import type { EventModel, NetworkState } from '../../src/model/sampling/event-model.js';
import { FakeModel, indifferent } from './fake-model.js';

/** A network that knows one piece by heart and says each event in its place, whatever a player does meanwhile. */
export class Reciter implements EventModel {
  readonly config = new FakeModel(pianoSchema, indifferent).config;
  readonly #piece: EventSequence;
  readonly #steps: readonly number[];

  constructor(piece: EventSequence) {
    this.#piece = piece;
    this.#steps = rowSteps(piece);
  }

  async advance(row: Int32Array, state?: NetworkState): Promise<NetworkState> {
    const [said, step] = state?.memory.place ?? [0, 0];
    const own = row[pianoColumn.who] === PLAYER_ID ? 0 : 1;
    return {
      memory: { place: Float32Array.of(said + own, state ? step + waitSteps(row[pianoColumn.wait]) : 0) },
      contexts: {},
    };
  }

  logits({ memory }: NetworkState, { field }: { readonly field: FieldSpec }): Float32Array {
    const logits = new Float32Array(field.size);
    const [said, step] = memory.place;
    const wait = this.#steps[said] - step;
    const column = pianoColumn[field.name as keyof typeof pianoColumn];
    const id = this.#piece.ids[said * pianoSchema.length + column];
    if (field.name === 'wait') logits[wait === 0 ? 0 : waitIdOf(wait)] = 1e4;
    else if (id < field.size) logits[id] = 1e4;
    return logits;
  }

  blend(): number {
    throw new Error('it is told of one composer only');
  }

  async close(): Promise<void> {}
}
