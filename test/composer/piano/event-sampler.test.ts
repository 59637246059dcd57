import { describe, expect, it } from 'vitest';
import { afterEvent, afterIngesting } from '../../../src/composer/piano/continuation-state.js';
import { sampleEvent, type ContinuationOptions } from '../../../src/composer/piano/event-sampler.js';
import { pianoConstraints } from '../../../src/composer/piano/constraints.js';
import { pianoColumn, pianoSchema } from '../../../src/encoding/piano/piano-schema.js';
import { waitIdOf, waitSteps } from '../../../src/encoding/vocabulary/wait.js';
import { initialiseWeights } from '../../../src/model/networks/parameters.js';
import type { NetworkConfig } from '../../../src/model/networks/network-kinds.js';
import { loadEventModel } from '../../../src/model/sampling/event-model.js';
import { restoreRandom, seedRandom } from '../../../src/shared/random-source.js';
import { engines } from '../../model/support/engines.js';
import { certainOf, FakeModel, indifferent, type Opinion } from '../fake-model.js';
import { scaleSeed } from '../seeds.js';

const optionsFor = (opinion: Opinion): ContinuationOptions => ({
  model: new FakeModel(pianoSchema, opinion),
  bounds: pianoConstraints,
  sampling: { temperature: 1, topP: 1, topK: Infinity },
  random: seedRandom(1),
});

describe('continuing event by event', () => {
  it('draws nothing before the earliest step, even where that stretches the longest gap', async () => {
    for (const ahead of [0, 1, 47, 100, 192, 193, 700]) {
      const options = optionsFor(certainOf({ wait: [0] }));
      const state = await afterIngesting(options, scaleSeed());
      const ids = await sampleEvent(options, state, { earliestStep: state.cursor.step + ahead });
      expect(waitSteps(ids[pianoColumn.wait])).toBeGreaterThanOrEqual(ahead);
    }
  });

  it('tells how much probability the bounds took away', async () => {
    const removed: number[] = [];
    const options = {
      ...optionsFor(certainOf({ wait: [waitIdOf(768)] })),
      onBounds: (share: number) => removed.push(share),
    };
    await sampleEvent(options, await afterIngesting(options, scaleSeed()));
    expect(removed[0]).toBeCloseTo(1, 6);
    expect(removed[1]).toBeLessThan(0.4);
  });

  it.each([{ kind: 'lstm' as const }, { kind: 'transformer' as const, heads: 1, context: 7 }])(
    'leaves an earlier state as it was ($kind), so that events can be taken back',
    async (kind) => {
      const config: NetworkConfig = { ...kind, schema: pianoSchema, embedding: 4, units: 6, layers: 2, headUnits: 4 };
      const model = await loadEventModel(await engines['native ONNX Runtime'](), config, initialiseWeights(config, 2));
      const options = { ...optionsFor(indifferent), model };
      const before = await afterIngesting(options, scaleSeed());
      const chance = options.random.save();
      const first = await sampleEvent(options, before);
      let state = before;
      for (let i = 0; i < 5; i++) state = await afterEvent(options, state, await sampleEvent(options, state));
      const again = await sampleEvent({ ...options, random: restoreRandom(chance) }, before);
      await model.close();
      expect([...again]).toEqual([...first]);
      expect(state.cursor.step).toBeGreaterThanOrEqual(before.cursor.step);
    },
  );
});
