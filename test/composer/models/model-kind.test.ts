import { expect, it } from 'vitest';
import { modelKind } from '../../../src/composer/models/model-kind.js';
import { CHORALE_ENCODING, choraleSchema } from '../../../src/encoding/chorale/chorale-schema.js';
import { PIANO_ENCODING, pianoSchema } from '../../../src/encoding/piano/piano-schema.js';
import { PLAN_ENCODING, planEventsSchema } from '../../../src/encoding/plan-events/plan-events-schema.js';
import type { EventSchema } from '../../../src/model/event-schema.js';

const kindOf = (encoding: string, schema: EventSchema) =>
  modelKind({
    encoding,
    network: { kind: 'lstm', schema: [...schema], embedding: 1, units: 1, layers: 1, headUnits: 1 },
  });

it('knows what training writes', () => {
  expect(kindOf(PIANO_ENCODING, pianoSchema)).toBe('piano');
  expect(kindOf(CHORALE_ENCODING, choraleSchema)).toBe('chorale');
  expect(kindOf(PLAN_ENCODING, planEventsSchema)).toBe('plan');
});

it('plays no vocabulary but the very one', () => {
  expect(kindOf('piano-events/2', pianoSchema)).toBeUndefined();
  expect(kindOf(PIANO_ENCODING, pianoSchema.slice(1))).toBeUndefined();
  expect(kindOf(PIANO_ENCODING, choraleSchema)).toBeUndefined();
});
