import { familiesOf } from '../composer/models/blended-model.js';
import type { Snapshot } from '../protocol/live-event.js';
import type { KnownModel } from '../workers/composer/composer-messages.js';

/** What clients are told of those who can play. */
export const knownComposers = (
  models: readonly KnownModel[],
): Pick<Snapshot, 'composers' | 'families' | 'learnedNotes'> => ({
  composers: models.map(({ name }) => name),
  families: familiesOf(models),
  learnedNotes: Object.fromEntries(
    models.flatMap(({ name, learnedNotes }) => (learnedNotes === undefined ? [] : [[name, learnedNotes] as const])),
  ),
});
