import type { StruckNote } from '../../encoding/memorisation/note-onset.js';
import type { EventSchema, EventSequence } from '../../model/event-schema.js';
import type { Excerpt } from '../../model/checkpoint/model-card.js';
import type { RandomSource } from '../../shared/random-source.js';
import type { CountedUnit } from '../loss/loss-plot.js';
import type { InputMasking } from '../corpus/input-masking.js';

/** Music made ready for training a network, whatever its kind of events. */
export interface Dataset {
  /** The model's name, e.g. the composer's. */
  readonly name: string;
  /** The vocabulary the ids belong to, for the model card. */
  readonly encoding: string;
  readonly schema: EventSchema;
  /** Of each slot of the model's table. */
  readonly composers: readonly string[];
  /** Whose music this is, where that is not all of the table. */
  readonly learned?: readonly string[];
  /** As written; `augment` makes rows of the schema of them. */
  readonly training: readonly EventSequence[];
  /** Rows of the schema. */
  readonly validation: readonly EventSequence[];
  /** What is counted. */
  readonly unit: CountedUnit;
  /** Whether the event at `offset` of ids counts as a note (or token). */
  readonly isNote: (ids: Int32Array, offset: number) => boolean;
  /** Fields whose losses on notes make up the model's figure. */
  readonly countedFields: readonly string[];
  /** A work as it is taken up in training, e.g. transposed; rows of the schema. */
  readonly augment: (work: EventSequence, random: RandomSource) => EventSequence;
  readonly masking?: InputMasking;
  /** How many notes are learned of each composer whose works these are, outside the table too; absent where none has a name. */
  readonly notesByComposer?: Readonly<Record<string, number>>;
  /** Whether some of the music is told as a live player's part. */
  readonly hearsPlayer?: boolean;
  readonly excerpts: readonly Excerpt[];
  /** A work's notes, for the index of what could be quoted. */
  readonly notesOf: (work: EventSequence) => readonly StruckNote[];
  /** Sources and licences, one line each. */
  readonly provenance: string;
  /** Under which licence a model of this music stands, one line; absent when unknown. */
  readonly licence?: string;
}
