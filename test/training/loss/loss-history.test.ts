import { appendFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { appendLossRecord, readLossHistory, rewindLossHistory } from '../../../src/training/loss/loss-history.js';
import type { EvaluationRecord } from '../../../src/training/trainer/training-plan.js';

let folder: string;
let file: string;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'loss-'));
  file = path.join(folder, 'output', 'loss.jsonl');
});
afterEach(() => rm(folder, { recursive: true }));

const record = (step: number): EvaluationRecord => ({
  step,
  pass: step / 100,
  notes: step * 1000,
  seconds: step / 2,
  trainLoss: 6.5,
  validationLoss: 6.25,
  natsPerNote: 5.5,
  fields: { wait: 0.5, what: 2.5 },
});

describe('the loss history', () => {
  it('is one line of JSON an evaluation, read back in order', async () => {
    expect(await readLossHistory(file)).toEqual([]);
    await appendLossRecord(file, record(100));
    await appendLossRecord(file, record(200));
    expect((await readFile(file, 'utf8')).split('\n')).toHaveLength(3);
    expect(await readLossHistory(file)).toEqual([record(100), record(200)]);
  });

  it('loses only the line that a crash has torn', async () => {
    await appendLossRecord(file, record(100));
    await appendFile(file, JSON.stringify(record(200)).slice(0, 40));
    expect(await readLossHistory(file)).toEqual([record(100)]);
    await appendLossRecord(file, record(200));
    expect(await readLossHistory(file)).toEqual([record(100), record(200)]);
  });

  it('goes back to the step a run resumes from, and to nothing for a new run', async () => {
    for (const step of [100, 200, 300]) await appendLossRecord(file, record(step));
    await rewindLossHistory(file, 200);
    expect(await readLossHistory(file)).toEqual([record(100), record(200)]);
    await rewindLossHistory(file, 0);
    expect(await readLossHistory(file)).toEqual([]);
  });

  it('passes over lines that are no evaluation', async () => {
    await appendLossRecord(file, record(100));
    await writeFile(file, `{"step":"x"}\n[]\n${await readFile(file, 'utf8')}`);
    expect(await readLossHistory(file)).toEqual([record(100)]);
  });
});
