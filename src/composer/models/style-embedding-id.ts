import { COMPOSER_SLOTS, pianoColumn } from '../../encoding/piano/piano-schema.js';
import type { ModelCard } from '../../model/checkpoint/model-card.js';
import type { EventModel } from '../../model/sampling/event-model.js';
import type { BlendableModel } from './blended-model.js';
import { composerSlot } from '../primer.js';

/** The id of a playable model in its network's rows: the composer's slot, 64 for none, or the id of a blend. */
export const styleEmbeddingId = (
  { name, composer, blend }: Omit<BlendableModel, 'file'>,
  card: Pick<ModelCard, 'composers'>,
  model: Pick<EventModel, 'blend'>,
): number => {
  const slotOf = (whose: string): number => composerSlot(card, whose) ?? COMPOSER_SLOTS;
  if (!blend) return slotOf(composer ?? name);
  const shares = blend.map((part) => ({ id: slotOf(part.composer ?? part.voice), weight: part.percent / 100 }));
  return model.blend(pianoColumn.composer, shares);
};
