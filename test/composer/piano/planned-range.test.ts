import { describe, expect, it } from 'vitest';
import { afterEvent, afterIngesting } from '../../../src/composer/piano/continuation-state.js';
import { pianoConstraints } from '../../../src/composer/piano/constraints.js';
import { sampleEvent, type ContinuationOptions } from '../../../src/composer/piano/event-sampler.js';
import { pianoColumn, PEDAL_DOWN_ID } from '../../../src/encoding/piano/piano-schema.js';
import { NO_CHORD } from '../../../src/encoding/plan/chord-vocabulary.js';
import { allParts, emptyPlan, type Told } from '../../../src/encoding/plan/told-plan.js';
import { seedRandom } from '../../../src/shared/random-source.js';
import { pianoSchema } from '../../../src/encoding/piano/piano-schema.js';
import { FakeModel, indifferent } from '../fake-model.js';
import { scaleSeed } from '../seeds.js';

/** One slot for all music, from C4 to G4. */
const slot = { step: 0, steps: 100_000, chord: NO_CHORD, bass: 12, tonic: 0, mode: 'major', top: 67, low: 60 } as const;
const told = (contour: boolean): Told => ({
  plan: { ...emptyPlan, slots: [slot] },
  lastBar: -1,
  parts: { ...allParts, contour },
  recall: 'never',
});

/** Pitches and waits of music by a model that likes all equally. */
const written = async (contour: boolean): Promise<{ readonly pitch: number; readonly joins: boolean }[]> => {
  const options: ContinuationOptions = {
    model: new FakeModel(pianoSchema, indifferent),
    bounds: pianoConstraints,
    sampling: { temperature: 1, topP: 1, topK: Infinity },
    random: seedRandom(3),
    told: told(contour),
  };
  let state = await afterIngesting(options, scaleSeed());
  const notes = [];
  for (let i = 0; i < 300; i++) {
    const ids = await sampleEvent(options, state);
    state = await afterEvent(options, state, ids);
    if (ids[pianoColumn.what] < PEDAL_DOWN_ID)
      notes.push({ pitch: ids[pianoColumn.what], joins: ids[pianoColumn.wait] === 0 });
  }
  return notes;
};

describe('a planned range', () => {
  it('holds every note, and no chord goes on above its top', async () => {
    const notes = await written(true);

    expect(Math.min(...notes.map(({ pitch }) => pitch))).toBe(60);
    expect(Math.max(...notes.map(({ pitch }) => pitch))).toBe(67);
    notes.forEach(({ pitch }, i) => {
      if (pitch === 67 && i + 1 < notes.length) expect(notes[i + 1].joins).toBe(false);
    });
  });

  it('binds nobody to whom it is not told', async () => {
    const pitches = (await written(false)).map(({ pitch }) => pitch);

    expect(Math.min(...pitches)).toBeLessThan(60);
    expect(Math.max(...pitches)).toBeGreaterThan(67);
  });
});
