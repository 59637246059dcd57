import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CheckpointError } from '../../../src/model/checkpoint/checkpoint.js';
import { openModel, readCardOf } from '../../../src/model/checkpoint/model-store.js';
import { pianoCard, writeModel } from '../../cli/made-models.js';

let folder = '';
let whole: Uint8Array;
beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'card-'));
  await writeModel(folder, pianoCard('Chopin'));
  whole = new Uint8Array(readFileSync(path.join(folder, 'Chopin.safetensors')));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const put = (bytes: Uint8Array): { readonly file: string; readonly bytes: number } => {
  const file = path.join(folder, 'changed.safetensors');
  writeFileSync(file, bytes);
  return { file, bytes: bytes.length };
};

describe('a model’s card', () => {
  it('is read without its weights, the same as with them', async () => {
    const file = put(whole);
    expect(await readCardOf(file)).toEqual((await openModel(file)).card);
    const headerOnly = put(whole.subarray(0, 8 + new DataView(whole.buffer).getUint32(0, true)));
    expect(await readCardOf(headerOnly)).toEqual(await readCardOf(put(whole)));
  });

  it('is refused with a CheckpointError, or read, wherever the file is cut off or changed', async () => {
    const at = fc.integer({ min: 0, max: 4000 });
    await fc.assert(
      fc.asyncProperty(at, fc.integer({ min: 0, max: 255 }), fc.boolean(), async (place, byte, cut) => {
        const bytes = cut ? whole.slice(0, place) : whole.with(place, byte);
        const result = await readCardOf(put(bytes)).catch((error: unknown) => error);
        if (result instanceof Error) expect(result).toBeInstanceOf(CheckpointError);
      }),
      { numRuns: 200 },
    );
  });

  it('of a file that is not there is refused in one line', async () => {
    await expect(readCardOf({ file: path.join(folder, 'none'), bytes: 10 })).rejects.toThrow('cannot be opened');
  });
});
