import { familiesOf } from '../composer/models/blended-model.js';
import type { Playable, Snapshot } from '../protocol/live-event.js';
import type { KnownModel } from '../workers/composer/composer-messages.js';

const playableOf = ({ name, about }: KnownModel): Playable => ({
  name,
  model: about?.model ?? name,
  notes: about?.notes ?? null,
  isUnfinished: about?.isUnfinished ?? false,
});

/** What clients are told of the models that can play. */
export const playableState = (
  models: readonly KnownModel[],
): Pick<Snapshot, 'composers' | 'families' | 'playable'> => ({
  composers: models.map(({ name }) => name),
  families: familiesOf(models),
  playable: models.map(playableOf),
});
