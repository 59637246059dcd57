import type { StruckNote } from '../../encoding/memorisation/note-onset.js';
import type { EventSchema, EventSequence, TrainingSequence } from '../../model/event-schema.js';
import type { Excerpt } from '../../model/checkpoint/model-card.js';
import type { RandomSource } from '../../shared/random-source.js';
import type { CountedUnit } from '../loss/loss-plot.js';
import type { InputMasking } from '../corpus/input-masking.js';

/** Music prepared for training, whatever its kind of events. */
export interface Dataset {
  /** The model's name, e.g. the composer's. */
  readonly name: string;
  /** The vocabulary the ids belong to, for the model card. */
  readonly encoding: string;
  readonly schema: EventSchema;
  /** Name for each slot of the model's table. */
  readonly composers: readonly string[];
  /** Composers of this music, if not all of the table. */
  readonly learned?: readonly string[];
  /** As stored; `augment` turns them into rows of the schema. */
  readonly training: readonly EventSequence[];
  /** Rows of the schema. */
  readonly validation: readonly EventSequence[];
  /** What is counted. */
  readonly unit: CountedUnit;
  /** Whether the event at `offset` of ids counts as a note (or token). */
  readonly isNote: (ids: Int32Array, offset: number) => boolean;
  /** Fields whose losses on notes make up the model's figure. */
  readonly countedFields: readonly string[];
  /** A work as used in training, e.g. transposed; rows of the schema. */
  readonly augment: (work: EventSequence, random: RandomSource) => TrainingSequence;
  readonly masking?: InputMasking;
  /** Number of training notes by composer, including composers outside the table; absent if none is named. */
  readonly notesByComposer?: Readonly<Record<string, number>>;
  /** Whether some of the music is given as a live player's part. */
  readonly hearsPlayer?: boolean;
  readonly excerpts: readonly Excerpt[];
  /** A work's notes, for the index of training music. */
  readonly notesOf: (work: EventSequence) => readonly StruckNote[];
  /** Sources and licences, one line each. */
  readonly provenance: string;
  /** Licence of a model trained on this music, one line; absent if unknown. */
  readonly licence?: string;
}
