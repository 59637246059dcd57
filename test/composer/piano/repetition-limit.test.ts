import { describe, expect, it } from 'vitest';
import { afterIngesting } from '../../../src/composer/piano/continuation-state.js';
import { sampleEvent } from '../../../src/composer/piano/event-sampler.js';
import { pianoConstraints } from '../../../src/composer/piano/constraints.js';
import { exceedsRepetitionLimit } from '../../../src/composer/piano/repetition-limit.js';
import { encodePiece } from '../../../src/encoding/piano/encode-piece.js';
import { repetition } from '../../../src/encoding/recall/recall-match.js';
import { emptyMemory, remember, type RecallMemory } from '../../../src/encoding/recall/recall-memory.js';
import { MATCH_LENGTHS, recallColumn, recallingSchema } from '../../../src/encoding/recall/recall-schema.js';
import { seedRandom } from '../../../src/shared/random-source.js';
import { pieceOf } from '../../encoding/random-pieces.js';
import { FakeModel, indifferent } from '../fake-model.js';

/** Quarters, one after the other. */
const heard = (pitches: readonly number[]): RecallMemory =>
  pitches.reduce(
    (memory, pitch, i) => remember(memory, { step: 48 * i, pitch, duration: 3, velocity: 16 }),
    emptyMemory(),
  );

const times = (count: number, bar: readonly number[]): number[] => Array<readonly number[]>(count).fill(bar).flat();

describe('music that repeats itself', () => {
  it('is known by what it repeats and for how long', () => {
    const memory = heard([72, ...times(3, [60, 62, 64, 65])]);

    expect(repetition(memory)).toEqual({ spanSteps: 4 * 48, runSteps: 7 * 48 });
    expect(repetition(heard([60, 62, 64]))).toBeUndefined();
  });

  it('may say a bar four times, and a section twice, but not go on for ever', () => {
    const bar = [60, 62, 64, 65];
    const section = Array.from({ length: 64 }, (_, i) => 40 + ((i * 7) % 41));

    expect(exceedsRepetitionLimit(heard([72, ...times(4, bar)]))).toBe(false);
    expect(exceedsRepetitionLimit(heard([72, ...times(5, bar)]))).toBe(true);
    expect(exceedsRepetitionLimit(heard(times(2, section)))).toBe(false);
    expect(exceedsRepetitionLimit(heard(times(3, section)))).toBe(true);
  });

  it('is not told any more what it recalls', async () => {
    const toldAfter = async (bars: number): Promise<number> => {
      const notes = times(bars, [60, 62, 64, 65]).map((pitch, i) => ({ tick: 480 * i, pitch }));
      const model = new FakeModel(recallingSchema, indifferent);
      const options = {
        model,
        bounds: pianoConstraints,
        sampling: { temperature: 1, topP: 1, topK: 9 },
        random: seedRandom(1),
      };
      await sampleEvent(options, await afterIngesting(options, encodePiece(pieceOf(notes))));
      return model.asked.at(-1)?.[recallColumn.recallLength] ?? -1;
    };

    expect(await toldAfter(3)).toBeGreaterThan(0);
    expect(await toldAfter(3)).toBeLessThan(MATCH_LENGTHS);
    expect(await toldAfter(8)).toBe(MATCH_LENGTHS);
  });
});
