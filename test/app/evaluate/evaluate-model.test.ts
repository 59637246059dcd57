import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { evaluateModel } from '../../../src/app/evaluate/evaluate-model.js';
import { quietContext, type RunContext } from '../../../src/app/run-context.js';
import { pianoSchema } from '../../../src/encoding/piano/piano-schema.js';
import { pianoCard, writeModel } from '../../cli/made-models.js';
import { put, putPieces } from '../../cli/made-music.js';

let folder = '';
let context: RunContext;
const at = (name: string): string => path.join(folder, name);

const sizeOf = (field: string): number => pianoSchema.find(({ name }) => name === field)?.size ?? NaN;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'evaluate-model-'));
  // no weights: every value of a field is as likely as any other
  await writeModel(at('models'), pianoCard('Nobody'), 0);
  await putPieces(at('unseen'), ['Nobody/a.mid', 'Nobody/b.mid'], 60);
  await put(folder, 'unseen/Nobody/torn.mid', 'no music');
  context = { ...quietContext, env: { MUSIC_LSTM_CACHE: at('cache') } };
});
afterAll(() => rm(folder, { recursive: true }));

describe('evaluating a model from another program', () => {
  const options = { models: '', threads: 1, engine: 'wasm' as const };

  it('gives figures of the model and of each composer, and why there are no baselines', async () => {
    const evaluation = await evaluateModel('Nobody', at('unseen'), { ...options, models: at('models') }, context);

    const { scores, composers, baselines, rejected } = evaluation;
    expect(evaluation).toMatchObject({ model: 'Nobody', kind: 'piano', works: 2, seenInTraining: null });
    expect(scores.notes).toBe(120);
    expect(scores.fields.what).toBeCloseTo(Math.log(sizeOf('what')), 4);
    expect(composers.get('Nobody')).toEqual(scores);
    expect(baselines).toContain('no music of Nobody to learn from');
    expect(rejected.map(({ file }) => file)).toEqual(['Nobody/torn.mid']);
  });

  it('tells its caller of progress and of files that are left out', async () => {
    const parts: [done: number, total: number][] = [];
    const leftOut: string[] = [];
    await evaluateModel(
      'Nobody',
      at('unseen'),
      { ...options, models: at('models') },
      {
        ...context,
        progress: (done, total) => parts.push([done, total]),
        leftOut: (files) => leftOut.push(...files.map(({ file }) => file)),
      },
    );
    expect(parts[0][0]).toBe(0);
    expect(parts[0][1]).toBeGreaterThanOrEqual(120);
    expect(leftOut).toEqual(['Nobody/torn.mid']);
  });

  it('throws an error with a code where it cannot', async () => {
    await expect(evaluateModel('Nobody', undefined, {}, context)).rejects.toMatchObject({ code: 'EVALUATION_USAGE' });
    await expect(
      evaluateModel('Nobody', at('nowhere'), { ...options, models: at('models') }, context),
    ).rejects.toMatchObject({ code: 'NO_MUSIC' });
  });
});
