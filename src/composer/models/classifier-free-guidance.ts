import { pianoColumn, pianoSchema } from '../../encoding/piano/piano-schema.js';
import type { EventModel } from '../../model/sampling/event-model.js';
import { guidedModel } from '../../model/sampling/guided-model.js';

const composer = { field: pianoSchema[pianoColumn.composer], index: pianoColumn.composer };

/** A piano network with classifier-free guidance by its composer; at strength 1 it is the network itself. */
export const withComposerGuidance = (model: EventModel, strength: number): EventModel =>
  guidedModel(model, composer, strength);
