import { CHORALE_ENCODING, choraleSchema } from '../../encoding/chorale/chorale-schema.js';
import { PIANO_ENCODING, pianoSchema } from '../../encoding/piano/piano-schema.js';
import { PLAN_ENCODING, planEventsSchema } from '../../encoding/plan-events/plan-events-schema.js';
import { planningSchema, voicelessSchema } from '../../encoding/plan/plan-schema.js';
import { recallingSchema } from '../../encoding/recall/recall-schema.js';
import type { ModelCard } from '../../model/checkpoint/model-card.js';
import type { EventSchema } from '../../model/event-schema.js';

/** What a model writes. Plans are not music, so plan models cannot play. */
export type ModelKind = 'piano' | 'chorale' | 'plan';

/** The kinds that write music. */
export type MusicKind = Exclude<ModelKind, 'plan'>;

const kinds: readonly { readonly kind: ModelKind; readonly encoding: string; readonly schema: EventSchema }[] = [
  { kind: 'piano', encoding: PIANO_ENCODING, schema: planningSchema },
  { kind: 'piano', encoding: PIANO_ENCODING, schema: voicelessSchema },
  { kind: 'piano', encoding: PIANO_ENCODING, schema: recallingSchema },
  { kind: 'piano', encoding: PIANO_ENCODING, schema: pianoSchema },
  { kind: 'chorale', encoding: CHORALE_ENCODING, schema: choraleSchema },
  { kind: 'plan', encoding: PLAN_ENCODING, schema: planEventsSchema },
];

const sameSchema = (a: EventSchema, b: EventSchema): boolean =>
  a.length === b.length &&
  a.every(({ name, size, role }, i) => name === b[i].name && size === b[i].size && role === b[i].role);

/** The kind of a model by its vocabulary; undefined if this version does not support all its fields. */
export const modelKind = ({ encoding, network }: Pick<ModelCard, 'encoding' | 'network'>): ModelKind | undefined =>
  kinds.find((kind) => kind.encoding === encoding && sameSchema(kind.schema, network.schema))?.kind;
