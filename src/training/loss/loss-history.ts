import { mkdir, open, readFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { replaceFile } from '../../files/replace-file.js';
import type { EvaluationRecord } from '../trainer/training-plan.js';

const recordSchema = z.object({
  step: z.int().nonnegative(),
  pass: z.number().nonnegative(),
  notes: z.int().nonnegative(),
  seconds: z.number().nonnegative(),
  trainLoss: z.number(),
  validationLoss: z.number(),
  natsPerNote: z.number(),
  fields: z.record(z.string(), z.number()),
});

/** The record in a line, or none if a crash cut the line off. */
const parseLine = (line: string): readonly EvaluationRecord[] => {
  try {
    return [recordSchema.parse(JSON.parse(line))];
  } catch {
    return []; // a torn line; its evaluation is repeated after a resume
  }
};

/** The evaluations of a run in order, from a file of JSON lines. Torn lines are left out; no file is no history. */
export const readLossHistory = async (file: string): Promise<readonly EvaluationRecord[]> => {
  const text = await readFile(file, 'utf8').catch(() => '');
  return text.split('\n').flatMap(parseLine);
};

const newline = 10;

/** Whether a crash left the last line without its end. */
const endsTorn = async (file: string): Promise<boolean> => {
  const bytes = await readFile(file).catch(() => new Uint8Array());
  return bytes.length > 0 && bytes[bytes.length - 1] !== newline;
};

/** Appends one evaluation as a line and waits until it is on disk; a torn line before it stays separate. */
export const appendLossRecord = async (file: string, record: EvaluationRecord): Promise<void> => {
  await mkdir(path.dirname(file), { recursive: true });
  const start = (await endsTorn(file)) ? '\n' : '';
  const handle = await open(file, 'a');
  try {
    await handle.write(`${start}${JSON.stringify(record)}\n`);
    await handle.sync();
  } finally {
    await handle.close();
  }
};

/**
 * Drops the evaluations after optimizer step `step`, since a run resumed there repeats them. 0 starts an empty history.
 */
export const rewindLossHistory = async (file: string, step: number): Promise<void> => {
  const kept = (await readLossHistory(file)).filter((record) => record.step <= step);
  await replaceFile(file, new TextEncoder().encode(kept.map((record) => `${JSON.stringify(record)}\n`).join('')));
};
